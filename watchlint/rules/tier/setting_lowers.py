"""inotify-setting-lowers: A file here sets an inotify limit lower than Linux has it by itself."""

from __future__ import annotations

from watchlint.rules.tier import rules
from watchlint.rules.tier.hook import shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = rules.SETTING_LOWERS


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in shared(repository, settings) if finding.rule.name == RULE.name)
