"""VS Code's own watcher, and the virtual environments in its workspace."""

from __future__ import annotations

import os
import posixpath
from fnmatch import fnmatchcase

from watchlint.facts.launch.base.nodes import get, pairs, put_first
from watchlint.rules.launch import rules
from watchlint.rules.launch.problem import Problem

_NAMES = (".venv", "venv", "env", ".env", "virtualenv")


def environments(root: str, path: str) -> list[str]:
    """The virtual environments on disk beside the .vscode folder of a settings.json, by name."""
    folder = posixpath.dirname(posixpath.dirname(path))
    base = os.path.join(root, *folder.split("/")) if folder else root
    return [name for name in _NAMES if os.path.isfile(os.path.join(base, name, "pyvenv.cfg"))]


def detect(source, present: list[str]):
    """A problem for each virtual environment that files.watcherExclude does not keep from being watched."""
    tree = source.tree
    if (
        not present
        or getattr(tree, "id", "") != "mapping"
        or not source.text.lstrip("\ufeff \t\r\n/").startswith(("{", "*"))
    ):
        return
    node = get(tree, "files.watcherExclude")
    globs = [key.value for key, value in pairs(node) if getattr(value, "value", "") == "true"]
    for name in present:
        if any(_covers(glob, name) for glob in globs):
            continue
        where = node if node is not None else tree
        yield Problem(
            rules.EDITOR,
            f"VS Code takes a watch for each folder of {name}: files.watcherExclude does not name it",
            where.start_mark.index, where.start_mark.index + 1, name, f'Add "**/{name}/**": true to files.watcherExclude.',
            _added(source, tree, node, name), f"exclude {name} from VS Code's watcher",
        )  # fmt: skip


def _covers(glob: str, name: str) -> bool:
    glob = glob.removeprefix("**/").rstrip("/*")
    return bool(glob) and any(fnmatchcase(name, part) for part in _braces(glob))


def _braces(glob: str) -> list[str]:
    """`{a,b}` written out."""
    if not (glob.startswith("{") and glob.endswith("}")):
        return [glob]
    return [part.removeprefix("**/").rstrip("/*") for part in glob[1:-1].split(",")]


def _added(source, tree, node, name: str):
    """The splice that puts the entry first, in the layout of what follows it."""
    entry = f'"**/{name}/**": true'
    if node is not None:
        if getattr(node, "id", "") != "mapping" or not source.text.startswith("{", node.start_mark.index):
            return ()
        return put_first(source.text, node, entry)
    return put_first(source.text, tree, f'"files.watcherExclude": {{{entry}}}')
