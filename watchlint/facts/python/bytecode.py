"""Bytecode by its name: what is one, and which source it was made from (PEP 3147, PEP 488)."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_BYTECODE = re.compile(r"(?:\.py[co](?:\.\d+)?|\$py\.class)$")
_TEMPORARY = re.compile(r"\.py[co]\.\d+$")

# The module's name in m.cpython-313.opt-1.pyc, m.pypy310.pyc, m.cpython-311-pytest-7.4.pyc
_CACHE_TAG = re.compile(r"^(.+?)\.[a-z]+-?\d+[^/]*\.py[co](?:\.\d+)?$")


def is_bytecode_name(path: str) -> bool:
    """Whether a name ends as bytecode does: .pyc, .pyo, $py.class, or a temporary .pyc.<digits>."""
    # Two plain searches keep the regular expression off every other name of a large tree.
    return (".py" in path or "$py" in path) and not path.endswith(".py") and bool(_BYTECODE.search(path))


def is_temporary(path: str) -> bool:
    """Whether it is the name the interpreter writes under before it renames the file."""
    return path[-1:].isdigit() and bool(_TEMPORARY.search(path))


def is_bytecode(path: str) -> bool:
    """Whether a path names bytecode: by its ending, or by lying in a `__pycache__` folder."""
    return is_bytecode_name(path) or "__pycache__" in path.split("/")[:-1]


def is_remade_or_dead(path: str) -> bool:
    """Whether bytecode in this place is lost by nobody: in `__pycache__` Python imports none whose source is gone (PEP
    3147), under a temporary name never."""
    return "__pycache__" in path.split("/")[:-1] or is_temporary(path)


def is_imported_without_source(path: str) -> bool:
    """Whether Python imports bytecode of this name, outside `__pycache__`, though its source is gone: `m.pyc` (and Jython
    `m$py.class`); no .pyo (since 3.5, PEP 488), no name with dots, which an import statement takes for packages."""
    name = path.rpartition("/")[2]
    return name.endswith((".pyc", "$py.class")) and "." not in name.removesuffix(".pyc").removesuffix("$py.class")


def has_source(path: str, exists: Callable[[str], bool]) -> bool:
    """Whether the module this bytecode was made from is there, by `exists(path)`.

    What lies in `__pycache__` and is no bytecode (a numba index, a .gitkeep) counts as remade.
    """
    folder, _, name = path.rpartition("/")
    parts = folder.split("/")
    if "__pycache__" in parts:
        if not is_bytecode_name(name):
            return True
        folder = "/".join(parts[: parts.index("__pycache__")])
        prefix = f"{folder}/" if folder else ""
        if exists(f"{prefix}{name.partition('.')[0]}.py"):
            return True
        match = _CACHE_TAG.match(name)
        module = match[1] if match else name.partition(".")[0]
    else:
        module = _BYTECODE.sub("", name)
    base = f"{folder}/{module}" if folder else module
    return exists(base + ".py") or exists(base + ".pyw")
