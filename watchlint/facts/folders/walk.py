"""The folders below some roots, as a watcher finds them."""

from __future__ import annotations

import errno
import os
import re

from watchlint.facts.folders.tree import Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


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
