"""reloader-watchdog-never-fires: watchdog 7 and later: the server watches and never reloads."""

from __future__ import annotations

from watchlint.rules.reloader import rules
from watchlint.rules.reloader.hook import shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = rules.NEVER_FIRES


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in shared(repository, settings) if finding.rule.name == RULE.name)
