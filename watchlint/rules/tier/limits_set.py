"""The inotify limits that files here set, and a finding on one, with the fix that raises it."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.rules.tier import names
from watchlint.rules.tier.setting_files import Setting, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Rule

WATCHES = "max_user_watches"

SCRIPT = "`watchlint sysctl` prints a script that only raises."


def limits_set(repository: Repository) -> Iterator[tuple[str, Setting]]:
    """(path, setting) of each limit that a file here sets."""
    for path, data in names.contents(repository).items():
        for setting in settings(data):
            yield path, setting


def raised(rule: Rule, path: str, setting: Setting, message: str, enough: int, better: int) -> Finding:
    """A finding on a number, fixed by writing `better` for every number below `enough` that this file gives the limit."""
    return on_the_number(
        rule,
        path,
        setting,
        message,
        f"Set it to {better}: an allowed watch that is not used costs nothing. {SCRIPT}",
        Fix(f"set fs.inotify.{setting.key} to {better} in {path}", [Edit(path, _raising(setting.key, enough, better))]),
    )


def on_the_number(
    rule: Rule,
    path: str,
    setting: Setting,
    message: str,
    advice: str,
    fix: Fix | None = None,
    severity: str | None = None,
) -> Finding:
    """A finding that stands on the number."""
    return Finding(
        rule,
        message,
        path=path,
        line=setting.line,
        column=setting.column,
        end_line=setting.line,
        end_column=setting.column + setting.end - setting.start,
        help=advice,
        fix=fix,
        severity=severity,
        subject=f"{setting.key} {setting.value}",
    )


def _raising(key: str, enough: int, better: int) -> Callable[[bytes | None], bytes | None]:
    """Bytes -> bytes with every number given to this limit that is lower than `enough` replaced by `better`."""

    def change(data: bytes | None) -> bytes | None:
        if data is None:
            return None
        for setting in reversed(settings(data)):
            if setting.key == key and setting.value < enough:
                data = data[: setting.start] + str(better).encode() + data[setting.end :]
        return data

    return change
