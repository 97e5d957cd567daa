"""launch-bytecode-flag: PYTHONDONTWRITEBYTECODE is set to a word that reads as off, and is on."""

from __future__ import annotations

import re

from watchlint.facts.launch.assignments import assignments
from watchlint.findings import INFO, WARNING, Rule
from watchlint.rules.launch import NAME, files
from watchlint.rules.launch.problem import Problem, findings, plain, replaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

FLAG = "PYTHONDONTWRITEBYTECODE"

RULE = Rule(
    name="launch-bytecode-flag",
    hook=NAME,
    severity=WARNING,
    summary="PYTHONDONTWRITEBYTECODE is set to a word that reads as off, and is on.",
    why="Python takes the value for a number: 0 leaves the flag off, so bytecode is written. Any other text, `false` too, turns "
    "it on: no bytecode is written.",
    evidence="Python 3.10 to 3.14: sys.dont_write_bytecode is False for 0, and True for false, no and off.",
    before={"Dockerfile": "FROM python:3.13\nENV PYTHONDONTWRITEBYTECODE=false\n"},
    after={"Dockerfile": "FROM python:3.13\nENV PYTHONDONTWRITEBYTECODE=1\n"},
    fix="safe",
    since="0.1.0",
    source="CPython, Python/preconfig.c, _Py_get_env_flag",
    about=("PYTHONDONTWRITEBYTECODE",),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A warning for each word that does the opposite of what it says, a note for 0, which Python's documentation says turns
    it on."""
    for source in files.sources(repository):
        if FLAG in source.text:
            yield from findings(RULE, source, problems)


def problems(source: Source) -> Iterator[Problem]:
    """The problems with the flag in one text. The fix keeps what Python does."""
    for one in assignments(source):
        value = (one.value or "").lower() if one.name == FLAG else ""
        if value in ("false", "no", "off", "n", "f"):
            message = f"{FLAG}={one.value} turns bytecode off: any value but 0 does"
            yield replaced(message, one, FLAG, "1", "Set 1, which says so; to write bytecode, remove the variable.")
        elif re.fullmatch(r"\+?0+", value):
            message = f"{FLAG}={one.value} leaves bytecode on: Python reads 0 as off"
            yield plain(message, one, "Set 1 to write no bytecode; to write it, remove the variable.", INFO)
