"""check-all's own: what its owner once answered is still there to be answered."""

from __future__ import annotations

from watchlint.findings.suppression import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-all"
SUMMARY = "what is ignored is still there to be ignored"
ORDER = 9  # after all others: it looks at the files that they have read


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Its rule, where a setting, a baseline or a comment in a file that was read suppresses anything."""
    if settings.ignore or settings.per_path_ignore or settings.baseline or settings.is_narrowed:
        return entries
    return entries if any(MARK in data for _, data in repository.were_read()) else ()
