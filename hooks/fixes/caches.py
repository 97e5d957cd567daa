"""Removing caches: only what was found to be one, through no link, beside processes that write.

Every folder is opened relative to the one above it and never through a link, so that nothing
outside the tree can be reached, even where a folder is swapped for a link while we work.
"""

from __future__ import annotations

import os
import stat

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)

# Windows has no functions relative to an open folder: there paths are used, and links looked for.
RELATIVE = os.open in os.supports_dir_fd and os.unlink in os.supports_dir_fd


class Counter:
    """What was removed so far, or would be: files, folders, bytes; and what could not be."""

    def __init__(self):
        self.files = self.folders = self.bytes = 0
        self.kept: list[tuple[str, str]] = []


def remove(root: str, caches, counter: Counter, dry_run: bool = False) -> None:
    """Remove each cache (`hooks.facts.caches.Cache`) below `root`; count it in `counter`.

    What vanished meanwhile is nobody's loss; a folder that a process writes to stays.
    """
    opened = _Folders(root)
    try:
        for cache in caches:
            try:
                _remove_one(opened, cache, counter, dry_run)
            except OSError as error:
                if not isinstance(error, FileNotFoundError):
                    path = "/".join(part for part in (cache.folder, cache.name) if part)
                    counter.kept.append((path, (error.strerror or "cannot be removed").lower()))
    finally:
        opened.close()


def _remove_one(opened, cache, counter: Counter, dry_run: bool) -> None:
    above = opened.go(cache.folder)
    if cache.files is None:
        _whole(above, cache.name, counter, dry_run)
        return
    folder = _enter(above, cache.name) if cache.name else above
    try:
        for name in cache.files:
            _file(folder, name, counter, dry_run)
        left = _names(folder) if cache.name else []
    finally:
        if cache.name:
            _leave(folder)
    if dry_run:
        left = [name for name in left if name not in cache.files]
    if cache.name and not left:
        _rmdir(above, cache.name, counter, dry_run)


def _whole(above, name: str, counter: Counter, dry_run: bool) -> None:
    """A folder and all in it; links in it are removed, never followed."""
    folder = _enter(above, name)
    try:
        for inside in _names(folder):
            status = _status(folder, inside)
            if status is None:
                continue
            if stat.S_ISDIR(status.st_mode):
                _whole(folder, inside, counter, dry_run)
            else:
                _file(folder, inside, counter, dry_run)
    finally:
        _leave(folder)
    _rmdir(above, name, counter, dry_run)


def _file(folder, name: str, counter: Counter, dry_run: bool) -> None:
    status = _status(folder, name)
    if status is None or stat.S_ISDIR(status.st_mode):
        return
    if not dry_run:
        if RELATIVE:
            os.unlink(name, dir_fd=folder)
        else:
            os.unlink(os.path.join(folder, name))
    counter.files += 1
    counter.bytes += status.st_size


def _rmdir(above, name: str, counter: Counter, dry_run: bool) -> None:
    if not dry_run:
        if RELATIVE:
            os.rmdir(name, dir_fd=above)
        else:
            os.rmdir(os.path.join(above, name))
    counter.folders += 1


# One folder, as an open descriptor or, on Windows, as a path.


def _enter(above, name: str):
    if RELATIVE:
        return os.open(name, _FOLDER, dir_fd=above)
    path = os.path.join(above, name)
    if os.path.islink(path) or os.path.realpath(path) != os.path.join(os.path.realpath(above), name):
        raise OSError(20, "is a link")
    return path


def _leave(folder) -> None:
    if RELATIVE:
        os.close(folder)


def _names(folder) -> list[str]:
    return os.listdir(folder)


def _status(folder, name: str):
    try:
        if RELATIVE:
            return os.stat(name, dir_fd=folder, follow_symlinks=False)
        return os.lstat(os.path.join(folder, name))
    except FileNotFoundError:
        return None


class _Folders:
    """The chain of folders from the root to where we are: neighbours share most of it."""

    def __init__(self, root: str):
        # The root itself may be reached through links: its owner named it.
        first = os.open(os.path.realpath(root), _FOLDER) if RELATIVE else os.path.realpath(root)
        self.names: list[str] = []
        self.chain = [first]

    def go(self, path: str):
        """The folder at `path`, relative to the root."""
        wanted = path.split("/") if path else []
        shared = 0
        while shared < min(len(wanted), len(self.names)) and wanted[shared] == self.names[shared]:
            shared += 1
        while len(self.names) > shared:
            self.names.pop()
            _leave(self.chain.pop())
        for name in wanted[shared:]:
            self.chain.append(_enter(self.chain[-1], name))
            self.names.append(name)
        return self.chain[-1]

    def close(self) -> None:
        while self.chain:
            _leave(self.chain.pop())
