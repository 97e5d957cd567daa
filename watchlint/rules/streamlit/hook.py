"""Does Streamlit read this project's `config.toml`, and does each option do what it seems to?"""

from __future__ import annotations

from watchlint.rules.streamlit import NAME
from watchlint.rules.streamlit.rules import RULES  # noqa: F401


def check(repo, settings):
    """Findings on every `.streamlit/config.toml`, on misplaced ones and on a missing one. Silent without Streamlit."""
    from watchlint.rules.streamlit import files

    found = files.find(repo)
    if found.configs:
        from watchlint.rules.streamlit import reading

        yield from reading.findings(repo, settings, found.configs)
    misplaced = list(files.misplaced(repo, settings, found.candidates))
    yield from misplaced
    if not found.configs and not misplaced:
        yield from files.missing(repo, settings)


def shared(repo, settings):
    """All findings of this hook, computed once for all of its rules."""
    return repo.shared(NAME, lambda: list(check(repo, settings)))
