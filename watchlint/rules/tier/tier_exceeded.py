"""inotify-tier-exceeded: the repository has outgrown the inotify tier that was chosen for it."""

from __future__ import annotations

from watchlint.findings import ERROR, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier.choice import on_the_choice
from watchlint.rules.tier.fit import fit, size, what_fits
from watchlint.rules.tier.tiers import BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = Rule(
    name="inotify-tier-exceeded",
    hook=NAME,
    severity=ERROR,
    summary="The repository has outgrown its inotify tier.",
    why="Machines were set up for the smaller tier. With more files come more folders to watch; and folders that git ignores (a "
    "virtual environment, node_modules, data) cost watches too, where a dev server is started above them. Over the limit "
    "current servers start without a word and do not see edits in part of the tree. The larger of the two decides: the "
    "number of files, or the watches of a server whose folder is known.",
    evidence="frappe/frappe#41147: 53,000 folders to watch under a limit of 65,536, 30,000 got.",
    before={".watchlint.toml": 'inotify-tier = "small"\n', "data/1000-empty-files": ""},
    after={".watchlint.toml": 'inotify-tier = "medium"\n', "data/1000-empty-files": ""},
    fix="safe",
    since="0.1.0",
    source="the tiers of docs/contract.md; the models of `watchlint watches`, checked against the kernel",
)

_MOVES = "`watchlint watches` shows which folders they go to, and which move saves how many."


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding on the tier, where it was chosen and a larger one fits, or none does."""
    chosen = settings.inotify_tier
    if chosen is None:
        return
    found = fit(repository, settings, chosen)
    if found.beside(chosen) <= 0:
        return
    limit = BY_NAME[chosen]
    stands = f"fs.inotify.max_user_watches = {limit.watches}"
    if found.server is None:  # then there is a tier above, so this one has an end
        relation = f"more than the {chosen} tier is for (up to {limit.most:,} files, {stands})"
    else:
        relation = f"more than the {chosen} tier stands for ({stands})"
    fits = what_fits(found.tier) if found.tier else "no tier stands for as many"
    message = f"{size(repository, found)}, {relation}: {fits}"
    yield on_the_choice(RULE, repository, settings, message, found.tier, _MOVES if found.server else "")
