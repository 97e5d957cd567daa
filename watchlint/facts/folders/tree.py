"""Directories below a root, counted the way inotify charges them: one watch for each distinct directory, and for each
distinct file where the watcher asks for files, too.

Directories only are visited; no file is ever asked about (`scandir` tells the type from the directory entry). A walk
keeps two numbers and a name for each directory, not an object, so 100,000 directories take a few megabytes.
"""

from __future__ import annotations

import os
from array import array

from watchlint.facts.folders.folder_kinds import kind
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Folder(Record):
    """One line of the tree view: path from the root of the view, watches in and below it, kind, depth (root: 0)."""

    path: str
    watches: int
    kind: str
    depth: int


class Tree:
    """What a walk reached, in pre-order: `names[i]`, the index of its parent `parents[i]` (-1 for a start), and
    `starts` (index -> real path) for the roots and for the targets of followed links.

    `unreadable` are paths that exist and may not be listed: no watch can be set on them. `unreachable` are listed by
    a folder that may not be entered. Both, and all below, cost nothing.
    """

    __slots__ = (
        "names",
        "parents",
        "starts",
        "deep",
        "shallow",
        "unreadable",
        "unreachable",
        "links",
        "without",
        "files",
        "inodes",
        "_totals",
    )

    def __init__(self) -> None:
        self.names: list[str] = []
        self.parents = array("l")
        self.starts: dict[int, str] = {}
        self.deep: set[str] = set()  # the starts that were taken with all below
        self.shallow: set[str] = set()  # the starts that were taken without what is below them
        self.unreadable: list[str] = []
        self.unreachable: list[str] = []
        self.links: list[tuple[int, str]] = []  # links to directories that were met: index of the folder, name
        self.without: frozenset[str] = frozenset()  # folders that are passed over
        self.files: list[tuple[int, str]] = []  # files that are watched: index of the folder, name
        self.inodes: set[int] = set()  # of those: a file has one watch, however many names lead to it
        self._totals: array[int] | None = None

    def __len__(self) -> int:
        """How many watches it costs."""
        return len(self.names) + len(self.files)

    @property
    def totals(self) -> array[int]:
        """Watches in and below each directory, its own counted; what a followed link reached counts for the folder that
        holds the link."""
        if self._totals is None or len(self._totals) != len(self.names):
            totals = array("l", [1]) * len(self.names)
            for index, _ in self.files:
                totals[index] += 1
            parents = self.parents
            for index in range(len(totals) - 1, -1, -1):
                parent = parents[index]
                if parent >= 0:
                    totals[parent] += totals[index]
            self._totals = totals
        return self._totals

    def path(self, index: int) -> str:
        """The real path of a directory."""
        parts = []
        while index not in self.starts:
            parts.append(self.names[index])
            index = self.parents[index]
        parts.append(self.starts[index])
        return os.path.join(*reversed(parts))

    def shown(self, index: int) -> str:
        """The path as a reader sees it from the root: through the links, not the real one."""
        parts = []
        while index >= 0:
            parts.append(self.names[index])
            index = self.parents[index]
        return os.path.join(*reversed(parts))

    def folder(self, place: int) -> int:
        """The index of the directory at this place of `paths`, or of that which holds the file there."""
        return place if place < len(self.names) else self.files[place - len(self.names)][0]

    def paths(self) -> Iterator[str]:
        """Every directory's real path, in the order of the walk; then every file's."""
        last: dict[int, str] = {}
        for index, (name, parent) in enumerate(zip(self.names, self.parents, strict=True)):
            start = self.starts.get(index)
            path = start if start is not None else os.path.join(last[parent], name)
            last[index] = path
            yield path
        for index, name in self.files:
            yield os.path.join(last[index], name)

    def __contains__(self, path: str) -> bool:
        """Whether the walk reached this directory (a real path)."""
        if path in self.shallow:
            return True
        closed = {*self.unreadable, *self.unreachable, *self.without}
        while path not in self.deep:  # a start may be below a closed folder: a link leads past a closed door
            above = os.path.dirname(path)
            if path in closed or above == path:
                return False
            path = above
        return True

    def top(self, most: int = 20, smallest: float = 0.01) -> list[Folder]:
        """The folders that cost most, in tree order: at most `most` (and every root), none under `smallest` of the
        whole. What is inside a folder of a known kind is not taken apart."""
        totals = self.totals
        least = max(1, int(len(self) * smallest))
        below: dict[int, list[int]] = {}
        for index, parent in enumerate(self.parents):
            if parent < 0 or totals[index] >= least:
                below.setdefault(parent, []).append(index)
        chosen = set(below.get(-1, ()))
        waiting = sorted(chosen, key=lambda i: -totals[i])
        while waiting and len(chosen) < most:
            index = waiting.pop(0)
            kids = list(below.get(index, ()))
            if self.parents[index] >= 0 and kind(self.path(index)) not in ("", "data"):
                continue  # a node_modules or a virtual environment is one thing to its reader
            kids.sort(key=lambda i: -totals[i])
            chosen.update(kids[: most - len(chosen)])
            waiting = sorted([*waiting, *(kid for kid in kids if kid in chosen)], key=lambda i: -totals[i])
        lines: list[Folder] = []

        def show(index: int, depth: int) -> None:
            lines.append(Folder(self.shown(index), totals[index], kind(self.path(index)), depth))
            for kid in sorted(
                (k for k in below.get(index, ()) if k in chosen), key=lambda i: (-totals[i], self.names[i])
            ):
                show(kid, depth + 1)

        for index in sorted(below.get(-1, ()), key=lambda i: -totals[i]):
            show(index, 0)
        return lines
