"""streamlit-option-removed: The option was removed from Streamlit."""

from __future__ import annotations

from watchlint.rules.streamlit import rules
from watchlint.rules.streamlit.hook import shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = rules.REMOVED


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The findings of this rule."""
    return (finding for finding in shared(repository, settings) if finding.rule.name == RULE.name)
