"""The tiers: how many files each is for, which limit it stands for, and how many files are here."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository


class Tier(Record):
    """What a tier is for: from `fewest` to `most` files (None: any number). `watches` is the
    fs.inotify.max_user_watches that it stands for."""

    fewest: int
    most: int | None
    watches: int


BY_NAME = {
    "small": Tier(0, 999, 65_536),
    "medium": Tier(1_000, 10_000, 262_144),
    "large": Tier(10_001, None, 524_288),
}
"""By name, the smallest first (docs/contract.md)."""


def for_files(count: int) -> str:
    """The tier for this number of files."""
    return next(name for name, tier in BY_NAME.items() if tier.most is None or count <= tier.most)


def for_watches(count: int) -> str | None:
    """The smallest tier that stands for this number of watches; None where none does."""
    return next((name for name, tier in BY_NAME.items() if count <= tier.watches), None)


def owned_count(repository: Repository, tier: str) -> int:
    """Tracked files that are there, and untracked ones that are not ignored (git-ls-files(1)); near enough to compare with
    this tier."""
    count = repository.listing.count
    # Counting what is deleted reads every file's status (0.2 s of 200,000): only where it can make a
    # difference, which it can't below the medium tier nor, but for 10,000 deleted files, high up in the large one.
    if count < BY_NAME["medium"].fewest or (tier == "large" and count > 2 * BY_NAME["large"].fewest):
        return count
    return count - repository.deleted_count
