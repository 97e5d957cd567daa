"""launch-variable-value: the server does not read this value the way it looks."""

from __future__ import annotations

from watchlint.facts.launch.assignments import assignments
from watchlint.findings import ERROR, Rule
from watchlint.rules.launch import NAME, files
from watchlint.rules.launch.problem import Problem, findings, plain, replaced
from watchlint.rules.launch.streamlit import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

_AROUND = {"app.py": "import streamlit as st\n", "requirements.txt": "streamlit\n"}
_IMAGE = "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nCOPY app.py .\n{}\nCMD streamlit run app.py\n"

RULE = Rule(
    name="launch-variable-value",
    hook=NAME,
    severity=ERROR,
    summary="The server does not read this value the way it looks.",
    why="STREAMLIT_SERVER_FILE_WATCHER_TYPE takes any text, and one it doesn't know turns watching off without a word. A list "
    "is split on blanks: JSON or commas make one entry that matches nothing. A wrong truth value ends the start. "
    "WATCHFILES_FORCE_POLLING is off for false, disable and disabled only: 0 turns polling on.",
    evidence="Each value given to the real Streamlit 1.67.0, and read back.",
    before={**_AROUND, "Dockerfile": _IMAGE.format("ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling")},
    after={**_AROUND, "Dockerfile": _IMAGE.format("ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll")},
    fix="safe",
    since="0.1.0",
    source="Streamlit 1.67.0, watcher/path_watcher.py, click 8; watchfiles 1.3.0, main.py, _default_force_polling",
    about=("STREAMLIT_", "WATCHFILES_"),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each value that is read otherwise."""
    for source in files.sources(repository):
        if "STREAMLIT_" in source.text or "WATCHFILES_" in source.text:
            yield from findings(RULE, source, problems)


def problems(source: Source) -> Iterator[Problem]:
    """The values in one text that are read otherwise than they look."""
    for one in assignments(source):
        problem = _watchfiles(one) if one.name.startswith("WATCHFILES_") else None
        if one.name.startswith("STREAMLIT_"):
            problem = values.judged(one)
        if problem is not None:
            yield problem


def _watchfiles(one: Assignment) -> Problem | None:
    if one.name == "WATCHFILES_FORCE_POLLING" and (one.value or "").lower() in values.FALSE - {"false"}:
        message = f"{one.name}={one.value} turns polling on: watchfiles takes only false, disable and disabled for off"
        return replaced(message, one, one.name, "false", "Set false.")
    if one.name == "WATCHFILES_POLL_DELAY_MS" and one.value and not one.value.isdecimal():
        message = f"{one.name}={one.value} is ignored: watchfiles takes whole milliseconds"
        return plain(message, one, "Set how many milliseconds, 300 for instance.")
    return None
