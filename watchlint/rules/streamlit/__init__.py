"""check-streamlit-config: Streamlit reads its config.toml, and each option does what it says."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-streamlit-config"
SUMMARY = "Streamlit reads its config.toml, and each option does what it says"
ORDER = 3


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here."""
    return entries
