"""What a folder is to its reader: version control, virtual environment, node_modules, cache, data."""

from __future__ import annotations

import os

CACHES = frozenset(
    "__pycache__ .mypy_cache .pytest_cache .ruff_cache .hypothesis .ipynb_checkpoints .tox .nox .cache .pytype .pyre"
    " htmlcov .eggs .complexipy_cache .parcel-cache .turbo .next".split()
)
"""Folder names that tools make again by themselves."""

SOURCES = tuple(
    ".py .pyi .ipynb .js .mjs .cjs .jsx .ts .mts .cts .tsx .vue .svelte .astro .css .scss .sass .less .html .htm .jinja .j2"
    " .md .mdx .rst .po .c .h .cpp .cs .go .java .kt .php .rb .rs .swift .dart .sh .graphql .proto".split()
)
"""How the names of files end that people write, and that a server or a build reads: what holds one is no data."""

METADATA = frozenset((".git", ".hg", ".svn", ".jj"))
"""Folder names in which version control keeps its own files."""


def kind(path: str) -> str:
    """What a folder is, or '': 'git' (any version control), 'virtual environment' (a pyvenv.cfg in it),
    'node_modules', 'cache', 'data' (nothing that people write in or below it: no code, no page)."""
    name = os.path.basename(path)
    if name in METADATA:
        return "git"
    if name == "node_modules":
        return "node_modules"
    if name in CACHES:
        return "cache"
    if os.path.isfile(os.path.join(path, "pyvenv.cfg")):
        return "virtual environment"
    return "data" if not _has_source(path) else ""


def _has_source(path: str, patience: int = 300) -> bool:
    """Whether a source file is in or below a folder; after `patience` folders the answer is that there is none."""
    for seen, (_, folders, files) in enumerate(os.walk(path)):
        if any(name.endswith(SOURCES) for name in files):
            return True
        if seen >= patience:
            return False
        folders[:] = [name for name in folders if name not in METADATA]
    return False
