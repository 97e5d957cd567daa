"""launch-sysctl-in-container: An inotify limit is set in a container, where it can't be."""

from __future__ import annotations

from watchlint.rules.launch import rules
from watchlint.rules.launch.hook import shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = rules.SYSCTL


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in shared(repository, settings) if finding.rule.name == RULE.name)
