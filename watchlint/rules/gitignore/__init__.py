"""check-gitignore: git ignores the bytecode that Python writes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-gitignore"
SUMMARY = "git ignores the bytecode that Python writes"
ORDER = 1


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here."""
    return entries
