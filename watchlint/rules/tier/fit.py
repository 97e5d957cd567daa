"""Which tier fits a repository that has chosen one: by its files or by what its dev servers watch, whichever is larger."""

from __future__ import annotations

from watchlint.records import Record
from watchlint.rules.tier.prediction import predicted, said
from watchlint.rules.tier.tiers import BY_NAME, for_files, for_watches, owned_count
from watchlint.settings import TIERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings
    from watchlint.watch.predict import Prediction

SHOWN = 5
"""Folders that a message names."""


class Fit(Record):
    """The tier that fits (None: none stands for as many watches), and the server that asks for it where the number of files
    does not."""

    tier: str | None
    server: Prediction | None

    def beside(self, chosen: str) -> int:
        """More than 0 where the chosen tier is too small, less where a smaller one would do."""
        return _rank(self.tier) - _rank(chosen)


def fit(repository: Repository, settings: Settings, chosen: str) -> Fit:
    """What fits here, beside the tier that was chosen."""
    return repository.shared(f"tier-fit-{chosen}", lambda: _fit(repository, settings, chosen))


def _fit(repository: Repository, settings: Settings, chosen: str) -> Fit:
    by_files = for_files(owned_count(repository, chosen))
    server = next(iter(predicted(repository, settings)), None)
    if server is not None:
        by_watches = for_watches(server.cost.watches_after_run)
        if _rank(by_watches) > _rank(by_files):
            return Fit(by_watches, server)
    return Fit(by_files, None)


def _rank(tier: str | None) -> int:
    return len(TIERS) if tier is None else TIERS.index(tier)


def size(repository: Repository, found: Fit) -> str:
    """What makes the repository as large as it is, with the folders that hold most."""
    if found.server is not None:
        return said(repository, found.server)
    largest = _largest_folders(repository)
    folders = ", ".join(f"{'the root' if name == '.' else name} {number:,}" for name, number in largest)
    count = repository.listing.count - repository.deleted_count
    return f"{count:,} files here" + (f" (most in {folders})" if folders else "")


def _largest_folders(repository: Repository) -> list[tuple[str, int]]:
    """The top folders with the most owned files, most first."""
    counts: dict[str, int] = {}
    for path in repository.files:
        top = path.partition("/")[0] if "/" in path else "."
        counts[top] = counts.get(top, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]


def what_fits(tier: str) -> str:
    """medium fits, which stands for fs.inotify.max_user_watches = 262144."""
    return f"{tier} fits, which stands for fs.inotify.max_user_watches = {BY_NAME[tier].watches}"
