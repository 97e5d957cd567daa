"""How much of a prediction lies in which folder: sums over the trees that were walked."""

from __future__ import annotations

import os

from watchlint.facts.paths import within
from watchlint.servers import plan as plans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from watchlint.facts.folders.tree import Tree
    from watchlint.servers.plan import Root
    from watchlint.watch.predict import Prediction

SMALLEST_DATA = 20
"""Fewer folders of data than this are not worth a word."""


def total(walk: Callable[..., Tree], root: Root) -> int:
    """Directories that one root reaches."""
    return len(walk(((root.path, root.recursive),), root.follows_links))


def first_below(home: str, folders: Iterable[str]) -> set[str]:
    """The folders directly in `home` that hold these (real paths); those not below it are left out."""
    start = home.rstrip("/") + "/"
    return {
        start + path[len(start) :].partition("/")[0]
        for path in map(os.path.realpath, folders)
        if path.startswith(start)
    }


def heavy(prediction: Prediction) -> dict[str, list[str]]:
    """Kind -> the outermost folders of it that are watched (real paths): virtual environments, node_modules, and
    folders of data directly below a root, those with most directories first."""
    found: dict[str, dict[str, int]] = {"virtual environment": {}, "node_modules": {}, "data": {}}
    for tree in prediction.cost.trees:
        totals = tree.totals
        inside: set[int] = set()
        for index, (name, parent) in enumerate(zip(tree.names, tree.parents, strict=True)):
            if parent in inside:
                inside.add(index)
                continue
            if name == "node_modules":
                inside.add(index)
                found["node_modules"][tree.path(index)] = totals[index]
            elif name == "site-packages" and parent >= 0:
                top = _environment(tree, parent)
                if top is not None:
                    found["virtual environment"][tree.path(top)] = totals[top]
        for index, parent in enumerate(tree.parents):
            if parent >= 0 and tree.parents[parent] < 0 and totals[index] >= SMALLEST_DATA:
                path = tree.path(index)
                if _is_data(path) and index not in inside:
                    found["data"][path] = totals[index]
    files = prediction.planned.files
    for paths in found.values():
        for path in list(paths):
            within = any(path != other and path.startswith(other + "/") for group in found.values() for other in group)
            if within or any(file.startswith(path + "/") for file in files):
                del paths[path]
    return {kind: sorted(paths, key=lambda path: -paths[path]) for kind, paths in found.items() if paths}


def without(prediction: Prediction, paths: Iterable[str]) -> int:
    """How many watches these folders (none in another) take, after a run."""
    plan = prediction.planned.plan
    new = _new(prediction)
    saved = 0
    for tree in prediction.cost.trees:
        for path in paths:
            index = _index(tree, path)
            if index is not None:
                saved += tree.totals[index] + sum(
                    1 for folder in new if folder == path or folder.startswith(path + "/")
                )
    return saved * plan.copies


def root_without(tree: Tree, paths: Iterable[str]) -> int:
    """Directories of a tree less those in these folders."""
    indexes = [index for index in (_index(tree, path) for path in paths) if index is not None]
    return len(tree) - sum(tree.totals[index] for index in indexes)


def caches(prediction: Prediction) -> tuple[int, list[int]]:
    """(watches that the project's own `__pycache__` folders take after a run, directories left in each tree without them).
    Those of Python itself, outside of the project, are not this user's to remove."""
    saved, left = prediction.cost.watches_after_run - prediction.cost.watches, []
    home = os.path.realpath(prediction.planned.around.repo.root).rstrip("/") + "/"
    for tree in prediction.cost.trees:
        saved -= len(plans.made(prediction.planned.plan, tree)) * prediction.planned.plan.copies
        here, inside = 0, set()
        for index, (name, parent) in enumerate(zip(tree.names, tree.parents, strict=True)):
            if parent in inside or (name == "__pycache__" and tree.path(index).startswith(home)):
                inside.add(index)
                here += 1
        saved += here * prediction.planned.plan.copies
        left.append(len(tree) - here)
    return saved, left


def watched_by_name(prediction: Prediction, path: str) -> bool:
    """Whether a root lies in this folder: then the folder is watched wherever it is moved to."""
    plan = prediction.planned.plan
    named = [os.path.realpath(folder) for folder in (*(root.path for root in plan.roots), *plan.inside)]
    return any(within(folder, path) for folder in named)


def shown(prediction: Prediction, path: str) -> str:
    """A path as its reader knows it: relative to where the server starts, if it is below."""
    start = os.path.realpath(prediction.planned.cwd).rstrip("/") + "/"
    return path[len(start) :] if path.startswith(start) else path


def _new(prediction: Prediction) -> list[str]:
    """Folders that gain a __pycache__ by the run."""
    return [
        folder
        for folder in {os.path.realpath(folder) for folder in prediction.planned.plan.compiles}
        if os.path.isdir(folder) and not os.path.isdir(os.path.join(folder, "__pycache__"))
    ]


def _index(tree: Tree, path: str) -> int | None:
    """The place of a directory (a real path) in a tree, or None. Walked down by name from the start that holds it."""
    parents: dict[int, dict[str, int]] | None = None
    for start, real in tree.starts.items():
        if path == real:
            return start
        if not path.startswith(real.rstrip("/") + "/"):
            continue
        if parents is None:
            parents = _children(tree, path, real)
        here: int | None = start
        for part in path[len(real.rstrip("/")) + 1 :].split("/"):
            here = None if here is None else parents.get(here, {}).get(part)
        if here is not None:
            return here
    return None


def _children(tree: Tree, path: str, real: str) -> dict[int, dict[str, int]]:
    """Parent -> name -> index, of the names on this path alone."""
    wanted = set(path.split("/"))
    found: dict[int, dict[str, int]] = {}
    for index, (name, parent) in enumerate(zip(tree.names, tree.parents, strict=True)):
        if name in wanted and parent >= 0 and index not in tree.starts:
            found.setdefault(parent, {})[name] = index
    return found


def _environment(tree: Tree, index: int) -> int | None:
    """The folder with a pyvenv.cfg two or three levels above a site-packages (lib/python3.12 or Lib)."""
    for _ in range(3):
        if index < 0:
            return None
        if tree.parents[index] >= 0 and os.path.isfile(os.path.join(tree.path(index), "pyvenv.cfg")):
            return index
        index = tree.parents[index]
    return None


def _is_data(path: str) -> bool:
    from watchlint.facts.folders.folder_kinds import kind

    return kind(path) == "data"
