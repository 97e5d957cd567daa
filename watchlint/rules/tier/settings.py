"""Limits that files here set: against the tier, and against what Linux has by itself."""

from __future__ import annotations

from watchlint.findings import INFO, Edit, Finding, Fix
from watchlint.rules.tier import rules, setting_files

USUAL_MEMORY = 32 << 30
"""The memory a development machine is taken to have: so that one file gets one verdict on every machine. There the
kernel chooses about 262,000 watches by itself."""

OWN = {"max_user_instances": (128, 512), "max_queued_events": (16_384, 16_384)}
"""Limit -> (what Linux has by itself, what is written in its place): inotify(7); 512 is what kind's known issues advise."""


def check(repo, tier: str | None, limits: dict, contents: dict[str, bytes]):
    """Findings on every limit that one of these files (path -> bytes) sets. `tier`: the one that was chosen; `limits`:
    tier -> (…, …, watches)."""
    needed, most = limits[tier][2] if tier else 0, max(limit[2] for limit in limits.values())
    for path, data in contents.items():
        for setting in setting_files.settings(data):
            found = _judged(setting, path, tier, needed, most)
            if found is not None:
                yield found


def _judged(setting, path: str, tier: str | None, needed: int, most: int) -> Finding | None:
    key, value = setting.key, setting.value
    if key != "max_user_watches":
        usual, better = OWN[key]
        if value >= usual or setting.guarded:
            return None
        message = f"fs.inotify.{key} is set to {value}; Linux has {usual} by itself"
        return _at(rules.SETTING_LOWERS, setting, path, message, usual, better)
    if value < needed:
        message = f"fs.inotify.max_user_watches is set to {value}; the {tier} tier stands for {needed}"
        return _at(rules.SETTING_BELOW, setting, path, message, most, most)
    if setting.guarded:
        return None
    from watchlint.facts.machine.inotify import kernel_default, ram

    usual = kernel_default(USUAL_MEMORY)
    if value < usual:
        memory = value * 1313 * 100 / (1 << 30)
        message = f"fs.inotify.max_user_watches is set to {value}, which lowers it from {memory:.0f} GiB of memory on"
        return _at(rules.SETTING_LOWERS, setting, path, message, usual, most)
    here = kernel_default(ram() or 0)
    if value < here:
        message = f"fs.inotify.max_user_watches is set to {value}; this machine's kernel chooses {here} by itself"
        return _at(rules.SETTING_LOWERS, setting, path, message, None, None, INFO)
    return None


def _at(rule, setting, path: str, message: str, enough: int | None, better: int | None, severity=None) -> Finding:
    return Finding(
        rule,
        message,
        path=path,
        line=setting.line,
        column=setting.column,
        end_line=setting.line,
        end_column=setting.column + setting.end - setting.start,
        help=f"Set it to {better}: an allowed watch that is not used costs nothing. `watchlint sysctl` prints a script that only raises."
        if better
        else "Leave the line out on machines with more memory; `watchlint sysctl` prints a script that only raises.",
        fix=None
        if better is None
        else Fix(
            f"set fs.inotify.{setting.key} to {better} in {path}", [Edit(path, _raising(setting.key, enough, better))]
        ),
        severity=severity,
        subject=f"{setting.key} {setting.value}",
    )


def _raising(key: str, enough: int, better: int):
    """Bytes -> bytes with every number given to this limit that is lower than `enough` replaced by `better`."""

    def change(data: bytes | None) -> bytes | None:
        if data is None:
            return None
        for setting in reversed(setting_files.settings(data)):
            if setting.key == key and setting.value < enough:
                data = data[: setting.start] + str(better).encode() + data[setting.end :]
        return data

    return change
