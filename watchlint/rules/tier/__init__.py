"""check-inotify-tier: the inotify tier fits the repository's size."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-inotify-tier"
SUMMARY = "the inotify tier fits the repository's size"
ORDER = 4

_ASKS_FOR_A_TIER = "inotify-tier-unset"
_OF_FILES_THAT_SET_LIMITS = ("inotify-setting-lowers", "inotify-setting-below-tier")
_WITHOUT_A_TIER = (_ASKS_FOR_A_TIER, "inotify-setting-lowers")


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterator[Entry]:
    """Which of these rules have something to look at here: all but two need a tier that was chosen, and two need files
    that speak of inotify."""
    from watchlint.rules.tier import names

    has_tier = settings.inotify_tier is not None
    for entry in entries:
        if has_tier and entry.name == _ASKS_FOR_A_TIER or not has_tier and entry.name not in _WITHOUT_A_TIER:
            continue
        if entry.name not in _OF_FILES_THAT_SET_LIMITS or names.contents(repository):
            yield entry
