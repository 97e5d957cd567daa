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

DJANGO = ("django-watchfiles", "pywatchman", "django")
WATCHDOG = ("watchdog", "werkzeug", "pytest-watcher", "streamlit")
"""What a rule is about: packages that the dependency files name."""


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterator[Entry]:
    """The rules about packages that the dependency files name."""
    asked: dict[str, bool] = {}
    for entry in entries:
        for package in entry.about:
            if package not in asked:
                asked[package] = bool(repository.dependencies.of(package))
        if any(asked[package] for package in entry.about):
            yield entry
