"""launch-watcher-on: The profile is production, and a launch file starts a server that watches."""

from __future__ import annotations

from watchlint.rules.launch import rules
from watchlint.rules.launch.hook import shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = rules.WATCHER_ON


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in shared(repository, settings) if finding.rule.name == RULE.name)
