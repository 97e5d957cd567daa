"""check-reloader: the dev server reloads, and with the reloader you expect."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-reloader"
SUMMARY = "the dev server reloads, and with the reloader you expect"
ORDER = 5


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here."""
    return entries
