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

# What one of each pair of contradicting options is called.
_PAIRED = (b"enableCORS", b"ssl", b"developmentMode", b"serverAddress", b"xsrfCookieSameSite", b"enableStaticServing")


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here: without a configuration file, the two that look for one."""
    names = _names(repository, settings)
    return [entry for entry in entries if entry.name in names]


def _names(repository: Repository, settings: Settings) -> set[str]:
    from watchlint.rules.streamlit.files.candidates import find, uses_streamlit

    found = find(repository)
    names = {"streamlit-config-misplaced"} if found.candidates else set()
    if not found.configs:
        return names | {"streamlit-config-missing"} if uses_streamlit(repository) else names
    from watchlint.rules.streamlit.judging.judged import judged

    for each in judged(repository, settings):
        config = each.config
        names |= {matter.rule for matter in each.matters}
        if config.error or config.has_bom or each.refusal or each.crashes:
            names.add("streamlit-config-unreadable")
        if any(name in config.data for name in _PAIRED):
            names.add("streamlit-options-conflict")
        if settings.profile == "production":
            names.add("streamlit-watcher-on")
        elif b"none" in config.data:
            names.add("streamlit-watcher-off")
    return names
