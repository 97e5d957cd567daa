"""check-gitignore: git ignores the bytecode that Python writes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-gitignore"
SUMMARY = "git ignores the bytecode that Python writes"
ORDER = 1

GITIGNORE = ".gitignore"

CACHED = "__pycache__/m.cpython-313.pyc"
"""What Python 3 writes for a module that is imported (PEP 3147)."""

BESIDE = "m.pyc"
"""What `compileall -b` writes, and what Python 2 wrote."""

TEMPORARY = f"{CACHED}.2375409084592"
"""The name that importlib writes bytecode under before it renames it (importlib/_bootstrap_external.py, _write_atomic)."""


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here: none without Python, and where the root's .gitignore covers
    all there is, only the one that asks whether a clone has that file."""
    if not repository.python_files:
        return []
    if repository.root_ignores([CACHED, BESIDE, TEMPORARY]):
        return [entry for entry in entries if entry.name == "gitignore-untracked"]
    return entries
