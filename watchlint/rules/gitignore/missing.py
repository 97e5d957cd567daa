"""gitignore-missing: There is Python here and no .gitignore."""

from __future__ import annotations

from watchlint.rules.gitignore import hook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = hook.MISSING


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in hook.shared(repository, settings) if finding.rule.name == RULE.name)
