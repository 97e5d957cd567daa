"""gitignore-untracked: the .gitignore that does the job is not tracked."""

from __future__ import annotations

from watchlint.findings import WARNING, Finding, Rule
from watchlint.rules.gitignore import GITIGNORE, NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="gitignore-untracked",
    hook=NAME,
    severity=WARNING,
    summary="The .gitignore that does the job is not tracked.",
    why="A clone does not have it, so CI and everybody else see another verdict than you.",
    evidence="`git status` lists it under «Untracked files», and `git clone` brings none.",
    before={"shop.py": "NAME = 1\n", "untracked-.gitignore": "__pycache__/\n*.pyc\n"},
    after={"shop.py": "NAME = 1\n", ".gitignore": "__pycache__/\n*.pyc\n"},
    fix="none",
    since="0.1.0",
    source="git-ls-files(1)",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding where the root's .gitignore is there, is not tracked, and other files are."""
    if not repository.exists(GITIGNORE) or repository.is_tracked(GITIGNORE):
        return
    # One that a fix writes is named in the next command, `git add`.
    if GITIGNORE not in repository.planned and repository.listing.tracked_text:
        yield Finding(
            RULE,
            "this .gitignore is not tracked: a clone does not have it",
            path=GITIGNORE,
            help="Run `git add .gitignore`.",
        )
