"""compiled-extension-tracked: a compiled extension or library is tracked."""

from __future__ import annotations

import re

from watchlint.findings import INFO, WARNING, Finding, Rule
from watchlint.rules.compiled import NAME
from watchlint.rules.compiled.tracked import Place, extensions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="compiled-extension-tracked",
    hook=NAME,
    severity=WARNING,
    summary="A compiled extension or library is tracked.",
    why="It holds for one platform and one version of Python only, and git keeps each build for ever. A library that no Python "
    "lies beside is a note: it may be anybody's.",
    evidence="pre-commit-hooks has no such check; github/gitignore's Python file lists `*.so` and `*.pyd`.",
    before={
        "pkg/__init__.py": "from pkg import _fast\n",
        "pkg/_fast.cpython-313-x86_64-linux-gnu.so": "",
        ".gitignore": "__pycache__/\n*.pyc\n",
    },
    after={
        "pkg/__init__.py": "from pkg import _fast\n",
        "pkg/_fast.c": "/* built when the package is installed */\n",
        ".gitignore": "__pycache__/\n*.pyc\n*.so\n",
    },
    fix="none",
    since="0.1.0",
    source="PEP 3149",
)

_PYTHON_S = re.compile(r"\.(?:pyd|(?:abi3|cpython-\d+[\w-]*)\.so)$")
"""Names that only Python gives (PEP 3149)."""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each folder or virtual environment that holds such files."""
    for place in extensions(repository, settings):
        ours = place.is_environment or place.folder in ("", *repository.folders_with_python)
        yield _finding(place, ours or any(map(_PYTHON_S.search, place.paths)))


def _finding(place: Place, is_python: bool) -> Finding:
    if place.is_environment:
        message = f"the virtual environment {place.folder}/ is committed, with {len(place.paths)} compiled extensions"
    elif len(place.paths) == 1:
        message = f"{place.words} is a compiled file for one platform, and tracked"
    else:
        message = f"{place.words} are compiled for one platform, and tracked"
    return Finding(
        RULE,
        message,
        path=place.path,
        help="Build it at install, or name it in allow-compiled if it is meant to be here.",
        severity=WARNING if is_python else INFO,
        subject=place.subject,
    )
