"""check-reloader: which reloader will a dev server use here, and will it reload?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-reloader"
SUMMARY = "the dev server reloads, and with the reloader you expect"
ORDER = 5

_WATCHDOG = ("watchdog", "werkzeug", "pytest-watcher", "streamlit")
_DJANGO = ("django-watchfiles", "pywatchman", "django")

# What a rule is about -> the packages without one of which it has nothing to say.
_PACKAGES = {
    "django": _DJANGO,
    "watchdog": _WATCHDOG,
    "uvicorn": ("uvicorn", "fastapi", "fastapi-cli"),
    "costs": (*_WATCHDOG, "django-watchfiles", "uvicorn", "fastapi", "fastapi-cli"),
}


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterator[Entry]:
    """The rules about packages that the dependency files name."""
    asked = {room: any(map(repository.dependencies.of, packages)) for room, packages in _PACKAGES.items()}
    for entry in entries:
        if asked[entry.module.removeprefix(f"{__name__}.").partition(".")[0]]:
            yield entry
