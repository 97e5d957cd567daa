"""launch-editor-watches-venv: VS Code watches the virtual environment in this tree."""

from __future__ import annotations

import os
import posixpath
from fnmatch import fnmatchcase
from functools import partial

from watchlint.facts.launch.base.nodes import get, pairs, put_first
from watchlint.facts.launch.kinds import VSCODE
from watchlint.findings import WARNING, Rule
from watchlint.rules.launch import NAME, files, weight
from watchlint.rules.launch.problem import Problem, findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.launch.problem import Splice
    from watchlint.settings import Settings

_AROUND = {
    ".gitignore": ".venv/\n",
    ".venv/untracked-pyvenv.cfg": "version = 3.13.1\n",
    ".venv/lib/120-empty-folders": "",
}

RULE = Rule(
    name="launch-editor-watches-venv",
    hook=NAME,
    severity=WARNING,
    summary="VS Code watches the virtual environment in this tree.",
    why="Its watcher takes an inotify watch for each folder of the workspace, out of the same limit that the dev server needs. "
    "Unlike the servers' options, files.watcherExclude does keep it from watching.",
    evidence="VS Code's own advice for Linux: put folders such as .venv into files.watcherExclude before raising limits.",
    before={**_AROUND, ".vscode/settings.json": '{\n  "files.watcherExclude": {}\n}\n'},
    after={**_AROUND, ".vscode/settings.json": '{\n  "files.watcherExclude": {"**/.venv/**": true}\n}\n'},
    fix="safe",
    since="0.1.0",
    source="Visual Studio Code, Running on Linux, «unable to watch for file changes»",
)

_NAMES = (".venv", "venv", "env", ".env", "virtualenv")


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each virtual environment on disk beside a settings.json that does not keep it from being watched."""
    for source in files.sources(repository, (VSCODE,)):
        if f"/{source.path}".endswith("/.vscode/settings.json"):
            yield from findings(RULE, source, partial(problems, repository=repository))


def environments(repository: Repository, path: str) -> list[str]:
    """The virtual environments on disk beside the .vscode folder of a settings.json."""
    folder = posixpath.dirname(posixpath.dirname(path))
    found = [posixpath.join(folder, name) for name in _NAMES]
    return [one for one in found if os.path.isfile(os.path.join(repository.absolute(one), "pyvenv.cfg"))]


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """A problem for each virtual environment that files.watcherExclude does not keep from being watched."""
    tree = source.tree
    said = source.text.lstrip("\ufeff \t\r\n/")
    if getattr(tree, "id", "") != "mapping" or not said.startswith(("{", "*")):
        return
    node = get(tree, "files.watcherExclude")
    globs = [key.value for key, value in pairs(node) if getattr(value, "value", "") == "true"]
    for folder in environments(repository, source.path):
        name = posixpath.basename(folder)
        if any(_covers(glob, name) for glob in globs):
            continue
        where = node if node is not None else tree
        yield Problem(
            f"VS Code takes {weight.count(repository, folder):,} watches for {name}: files.watcherExclude does not name it",
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


def _added(source: Source, tree: Any, node: Any, name: str) -> Sequence[Splice]:
    """The splice that puts the entry first, in the layout of what follows it."""
    entry = f'"**/{name}/**": true'
    if node is not None:
        if getattr(node, "id", "") != "mapping" or not source.text.startswith("{", node.start_mark.index):
            return ()
        return put_first(source.text, node, entry)
    return put_first(source.text, tree, f'"files.watcherExclude": {{{entry}}}')
