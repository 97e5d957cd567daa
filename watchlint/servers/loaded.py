"""The project's own modules that a running server has surely loaded, from the text of its source alone.

What is imported on a branch or in a function only may never be loaded: it is left out, so that nobody is told of a
folder that needs no watch.
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.facts.python import imports as python_imports
from watchlint.facts.python import source as python_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.facts.python.interpreter import Interpreter

UNKNOWN_APP = "no module of this project is named by its words: which folders it should watch is not known"

_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_OF_PYTHON = re.compile(r"/(?:site|dist)-packages(?:/|$)|/lib(?:64)?/python3[\d.]*(?:/|\.zip$|$)|/python3\d+\.zip$")


def files(module: str, search: Sequence[str], cwd: str, python: Interpreter | None, runs: bool = False) -> list[str]:
    """The files, as sys.path names them, of a module and of the local ones it imports at once. `search`: the folders
    before the installed packages on sys.path; `runs`: as `python -m` does, which of a package is its `__main__`. []
    where the name is none, or is not found. Where one of them does not parse, the program ended there: the module's
    own files alone."""
    if not _NAME.fullmatch(module):
        return []
    start = os.path.join(cwd, "watchlint starts here.py")
    text = f"import {module}\n{f'import {module}.__main__' if runs else ''}\n".encode()
    path = python.path if python else ()
    linked = [folder for folder in path if not _OF_PYTHON.search(folder)]  # the project, installed in editable mode
    found = python_imports.local_imports(
        start,
        search,
        cwd=cwd,
        fallback=linked,
        elsewhere=_installed([folder for folder in path if folder not in linked]),
        read=lambda file: text if file == start else regular.content(file),
    )
    sure = [one for one in found.modules if one.when == python_source.ALWAYS]
    if found.unread:
        sure = [one for one in sure if f"{module}.".startswith(f"{one.name}.")]
    return [one.file for one in sure]


def folders(paths: Sequence[str]) -> list[str]:
    """The folders of these files."""
    return sorted({os.path.dirname(path) for path in paths})


def _installed(path: Sequence[str]) -> set[str]:
    """The top-level names that can be imported from these folders."""
    names: set[str] = set()
    for folder in path:
        try:
            names.update(name.partition(".")[0] for name in os.listdir(folder) if "-" not in name)
        except OSError:
            continue
    return names
