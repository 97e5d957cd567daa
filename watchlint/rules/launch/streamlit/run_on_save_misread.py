"""launch-run-on-save-misread: STREAMLIT_SERVER_RUN_ON_SAVE=false does not stop the watcher."""

from __future__ import annotations

from functools import partial

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.streamlit import config_file
from watchlint.facts.streamlit.variables import RUN_ON_SAVE, WATCHER, key_of, meant
from watchlint.findings import INFO, Rule
from watchlint.rules.launch import NAME, files
from watchlint.rules.launch.problem import Problem, findings
from watchlint.rules.launch.streamlit.values import FALSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

_AROUND = {"app.py": "import streamlit as st\n", "requirements.txt": "streamlit\n"}
_IMAGE = "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nCOPY app.py .\n{}\nCMD streamlit run app.py\n"

RULE = Rule(
    name="launch-run-on-save-misread",
    hook=NAME,
    severity=INFO,
    summary="STREAMLIT_SERVER_RUN_ON_SAVE=false does not stop the watcher.",
    why="It only says that an edit shows a prompt instead of a rerun, and is the default. Watches are the same either way. "
    "Only server.fileWatcherType none stops them.",
    evidence="84 folders took 84 watches with STREAMLIT_SERVER_RUN_ON_SAVE=false and without it (1.67.0, 1.50.0).",
    before={**_AROUND, "Dockerfile": _IMAGE.format("ENV STREAMLIT_SERVER_RUN_ON_SAVE=false")},
    after={**_AROUND, "Dockerfile": _IMAGE.format("ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none")},
    fix="unsafe",
    since="0.1.0",
    source="Streamlit 1.67.0, runtime/app_session.py; watches counted",
    about=("STREAMLIT_SERVER_RUN_ON_SAVE",),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each file that sets it to false, where nothing says what the watcher is."""
    decided = partial(config_file.watcher, repository)
    for source in files.sources(repository):
        if RUN_ON_SAVE in source.text:
            yield from findings(RULE, source, partial(problems, watcher=decided))


def problems(source: Source, watcher: Callable[[], str | None] = lambda: None) -> Iterator[Problem]:
    """The problem in one text. `watcher`: what a configuration file says it is, None for nothing."""
    found = assignments(source)
    names = {one.name for one in found}
    if WATCHER in names or any(
        name.startswith("STREAMLIT_") and key_of(name) is None and (meant(name) or (None,))[0] == WATCHER
        for name in names
    ):
        return
    for one in found:
        if one.name == RUN_ON_SAVE and (one.value or "").lower() in FALSE and watcher() is None:
            yield Problem(
                f"{one.name}={one.value} does not stop the watcher: it is the default, and each folder below the app is "
                "watched",
                one.at, one.value_end, one.name,
                f"To stop watching set {WATCHER}=none; if that is not what you want, leave it as it is.",
                [(one.at, one.end, WATCHER), (one.value_at, one.value_end, "none")], f"set {WATCHER}=none", safe=False,
            )  # fmt: skip
