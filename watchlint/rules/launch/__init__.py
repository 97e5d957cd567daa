"""check-launch-files: launch files say what their writers meant, and servers watch no more than they need."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-launch-files"
SUMMARY = "launch files say what their writers meant, and servers watch no more than they need"
ORDER = 6


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here."""
    return entries
