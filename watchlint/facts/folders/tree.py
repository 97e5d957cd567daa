"""Directories below a root, counted the way inotify charges them: one watch for each distinct directory, and for each
distinct file where the watcher asks for files, too.

Directories only are visited; no file is ever asked about (`scandir` tells the type from the directory entry). A walk
keeps two numbers and a name for each directory, not an object, so 100,000 directories take a few megabytes.
"""

from __future__ import annotations

import errno
import os
import re
from array import array

from watchlint.facts.folders.folder_kinds import kind
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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


def walk(
    roots: Iterable[tuple[str, bool]],
    follow_links: bool = False,
    closed: Iterable[str] = (),
    without: Iterable[str] = (),
    tree: Tree | None = None,
    skips: Iterable[str] = (),
    files: str = "",
) -> Tree:
    """The directories that these roots reach, each once however many roots and links lead to it.

    `roots` are (path, recursive); a root that is no directory reaches nothing. Links to directories are followed
    where `follow_links`, and loops end. Two paths are one directory when their real paths are equal, which is what
    inotify charges (one inode, one watch); a bind mount of a part of the tree into itself is not seen as the same.
    A root that is a file is one watch. `closed`: folders (real paths) that are taken without what is below them.
    `without`: folders (real paths) that are passed over. `tree`: an empty one to fill, for whoever wants to see how far the walk is.
    `skips`: regular expressions; what one of them finds in a path is passed over, with all below. `files`: one that finds
    those files that are watched, too, each by itself. Both are given the path below its root, through the links: `/src/a.js`.
    """
    tree, followed = Tree() if tree is None else tree, 0
    tree.without = frozenset(without)
    waiting = [(os.path.realpath(path), recursive, path) for path, recursive in roots]
    waiting.sort(key=lambda root: (not root[1], len(root[0])))  # a root inside another is found inside it
    shut = frozenset(closed)
    passes = _Passes(skips, files)
    for path, recursive, name in waiting:
        if _is_within(path, tree.without):
            continue
        if path not in tree or not os.path.isdir(path) and path not in tree.shallow:
            _walk_from(tree, path, recursive, -1, name, shut, follow_links, passes)
        while follow_links and followed < len(tree.links):
            holder, link = tree.links[followed]
            followed += 1
            target = os.path.realpath(os.path.join(tree.path(holder), link))
            if target not in tree and not _is_within(target, tree.without):
                _walk_from(tree, target, True, holder, link, shut, True, passes)
    return tree


class _Passes:
    """What of a folder's entries is passed over, and which files are counted."""

    __slots__ = ("skips", "files")

    def __init__(self, skips: Iterable[str], files: str) -> None:
        skips = tuple(skips)
        self.skips = re.compile("|".join(skips)).search if skips else None
        self.files = re.compile(files).search if files else None

    def folders(self, above: str, names: list[str]) -> list[str]:
        """Those of these names, in the folder at this path below its root, that are not passed over."""
        skips = self.skips
        return names if skips is None else [name for name in names if not skips(f"{above}/{name}")]

    def file(self, above: str, name: str) -> bool:
        """Whether a file of this name there is counted."""
        path = f"{above}/{name}"
        return bool(self.files and self.files(path)) and not (self.skips and self.skips(path))


def _below_root(tree: Tree, index: int) -> str:
    """The path of a directory below its root, through the links: '' for the root, `/src`."""
    parts: list[str] = []
    while tree.parents[index] >= 0:
        parts.append(tree.names[index])
        index = tree.parents[index]
    return "".join(f"/{part}" for part in reversed(parts))


def _is_within(path: str, folders: frozenset[str]) -> bool:
    if not folders:
        return False
    while path not in folders:
        path, before = os.path.dirname(path), path
        if path == before:
            return False
    return True


def _walk_from(
    tree: Tree,
    start: str,
    recursive: bool,
    parent: int,
    name: str,
    shut: frozenset[str],
    follow_links: bool,
    passes: _Passes,
) -> None:
    names, parents, links, without = tree.names, tree.parents, tree.links, tree.without
    known = tree.deep  # a target above a root reaches that root again
    if not recursive or not os.path.isdir(start):
        if os.access(start, os.R_OK):
            tree.shallow.add(start)
            tree.starts[len(names)] = start
            names.append(name)
            parents.append(parent)
        return
    tree.starts[len(names)] = start
    tree.deep.add(start)
    base = f"{_below_root(tree, parent)}/{name}" if parent >= 0 else ""
    stack = [(start, name, parent)]
    while stack:
        path, name, parent = stack.pop()
        index = len(names)
        below, plain, first = [], [], len(links)
        try:
            with os.scandir(path) as entries:
                names.append(name)
                parents.append(parent)
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        below.append(entry.name)
                    elif follow_links and entry.is_symlink() and _leads_to_folder(entry):
                        links.append((index, entry.name))
                    elif passes.files is not None:
                        plain.append(entry)
        except OSError as error:
            _note_closed(tree, path, error)
            if len(names) == index:
                if tree.starts.pop(index, None):
                    tree.deep.discard(path)
                continue
        prefix = path if path.endswith("/") else path + "/"
        if passes.skips is not None or passes.files is not None:
            above = base + path[len(start.rstrip("/")) :]
            below = passes.folders(above, below)
            links[first:] = [link for link in links[first:] if passes.folders(above, [link[1]])]
            _count_files(tree, index, above, plain, follow_links, passes)
        for name in reversed(below):
            child = prefix + name
            if child in without:
                continue
            if child in shut:
                _walk_from(tree, child, False, index, name, shut, False, passes)
            elif child not in known:
                stack.append((child, name, index))


def _count_files(
    tree: Tree, index: int, above: str, entries: list[os.DirEntry[str]], follow_links: bool, passes: _Passes
) -> None:
    for entry in entries:
        if not passes.file(above, entry.name):
            continue
        try:
            if not entry.is_file(follow_symlinks=follow_links):
                continue
            inode = entry.stat().st_ino if entry.is_symlink() else entry.inode()
        except OSError:
            continue
        if inode not in tree.inodes:
            tree.inodes.add(inode)
            tree.files.append((index, entry.name))


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:
        return False  # a link to itself


def _note_closed(tree: Tree, path: str, error: OSError) -> None:
    """A folder that cannot be listed costs nothing; why it cannot decides what a watcher does next."""
    if error.errno in (errno.EACCES, errno.EPERM) and os.path.lexists(path):
        tree.unreadable.append(path)
    else:  # its parent may not be entered; or gone meanwhile, a path too long
        tree.unreachable.append(path)


def before_closed(root: str, follow_links: bool) -> set[tuple[int, int]]:
    """What a watcher has watched below `root`, as (device, inode), when it ends at the first folder it may not read.

    The order is that of the directory entries, a folder with all below before the next (walkdir, which notify uses);
    a folder in one that may not be entered cannot even be asked about, and does not end the walk.
    """
    seen: set[tuple[int, int]] = set()
    stack = [root]
    while stack:
        path = stack.pop()
        try:
            status = os.stat(path)
        except OSError:
            continue
        key = (status.st_dev, status.st_ino)
        if key in seen:  # watched already, and all below it read: otherwise the walk had ended
            continue
        try:
            with os.scandir(path) as entries:
                below = [
                    entry.path
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False)
                    or (follow_links and entry.is_symlink() and _leads_to_folder(entry))
                ]
        except OSError:
            return seen
        seen.add(key)
        stack.extend(reversed(below))
    return seen
