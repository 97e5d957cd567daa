"""reloader-watchfiles-not-installed: INSTALLED_APPS names django_watchfiles and no dependency file asks for it."""

from __future__ import annotations

from watchlint.rules.reloader import rules
from watchlint.rules.reloader.hook import shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = rules.NOT_INSTALLED


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in shared(repository, settings) if finding.rule.name == RULE.name)
