"""Removing caches: only what was found to be one, through no link, beside processes that write.

Every folder is opened relative to the one above it and never through a link, so that nothing
outside the tree can be reached, even where a folder is swapped for a link while we work.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.folders.caches import Cache

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)

# Windows has no functions relative to an open folder: there paths are used, and links looked for.
RELATIVE = os.open in os.supports_dir_fd and os.unlink in os.supports_dir_fd


class Counter:
    """What was removed so far, or would be: files, folders, bytes; and what could not be."""

    def __init__(self) -> None:
        self.files = self.folders = self.bytes = 0
        self.kept: list[tuple[str, str]] = []

    def keep(self, cache: Cache, error: OSError) -> None:
        """Note that a cache stays, unless it is only gone already: that is nobody's loss."""
        if not isinstance(error, FileNotFoundError):
            path = "/".join(part for part in (cache.folder, cache.name) if part)
            self.kept.append((path, (error.strerror or "cannot be removed").lower()))


def count(root: str, caches: Iterable[Cache], counter: Counter) -> None:
    """Count in `counter` what `remove` would remove, and remove nothing."""
    for cache in caches:
        folder = f"{root}/{cache.folder}/{cache.name}"
        try:
            if cache.files is None:
                _count_whole(folder, counter)
            else:
                counter.folders += _count_files(folder, cache.files, counter) and cache.emptied
        except OSError as error:
            counter.keep(cache, error)


def _count_files(folder: str, names: Iterable[str], counter: Counter) -> bool:
    """Count these files; whether all of them would go: a folder with a file's name stays."""
    all_go = True
    for name in names:
        try:
            status = os.lstat(f"{folder}/{name}")
        except FileNotFoundError:
            continue
        if stat.S_ISDIR(status.st_mode):
            all_go = False
            continue
        counter.files += 1
        counter.bytes += status.st_size
    return all_go


def _count_whole(folder: str, counter: Counter) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _count_whole(entry.path, counter)
            else:
                counter.bytes += entry.stat(follow_symlinks=False).st_size
                counter.files += 1
    counter.folders += 1


def remove(root: str, caches: Iterable[Cache], counter: Counter) -> None:
    """Remove each cache (`watchlint.facts.folders.caches.Cache`) below `root`; count it in `counter`.

    What vanished meanwhile is nobody's loss; a folder that a process writes to stays.
    """
    opened = _Folders(root)
    try:
        for cache in caches:
            try:
                _remove_one(opened, cache, counter)
            except OSError as error:
                counter.keep(cache, error)
    finally:
        opened.close()


def _remove_one(opened: _Folders, cache: Cache, counter: Counter) -> None:
    above = opened.go(cache.folder)
    if cache.files is None:
        _whole(above, cache.name, counter)
        return
    folder = _enter(above, cache.name) if cache.name else above
    try:
        for name in cache.files:
            _file(folder, name, counter)
        left = _names(folder) if cache.name else []
    finally:
        if cache.name:
            _leave(folder)
    if cache.name and not left:
        _rmdir(above, cache.name, counter)


def _whole(above: int | str, name: str, counter: Counter) -> None:
    """A folder and all in it; links in it are removed, never followed."""
    folder = _enter(above, name)
    try:
        for inside in _names(folder):
            status = _status(folder, inside)
            if status is None:
                continue
            if stat.S_ISDIR(status.st_mode):
                _whole(folder, inside, counter)
            else:
                _file(folder, inside, counter)
    finally:
        _leave(folder)
    _rmdir(above, name, counter)


def _file(folder: int | str, name: str, counter: Counter) -> None:
    status = _status(folder, name)
    if status is None or stat.S_ISDIR(status.st_mode):
        return
    if isinstance(folder, int):
        os.unlink(name, dir_fd=folder)
    else:
        os.unlink(os.path.join(folder, name))
    counter.files += 1
    counter.bytes += status.st_size


def _rmdir(above: int | str, name: str, counter: Counter) -> None:
    if isinstance(above, int):
        os.rmdir(name, dir_fd=above)
    else:
        os.rmdir(os.path.join(above, name))
    counter.folders += 1


# One folder, as an open descriptor or, on Windows, as a path.


def _enter(above: int | str, name: str) -> int | str:
    if isinstance(above, int):
        return os.open(name, _FOLDER, dir_fd=above)
    path = os.path.join(above, name)
    if os.path.islink(path) or os.path.realpath(path) != os.path.join(os.path.realpath(above), name):
        raise OSError(20, "is a link")
    return path


def _leave(folder: int | str) -> None:
    if isinstance(folder, int):
        os.close(folder)


def _names(folder: int | str) -> list[str]:
    return os.listdir(folder)


def _status(folder: int | str, name: str) -> os.stat_result | None:
    try:
        if isinstance(folder, int):
            return os.stat(name, dir_fd=folder, follow_symlinks=False)
        return os.lstat(os.path.join(folder, name))
    except FileNotFoundError:
        return None


class _Folders:
    """The chain of folders from the root to where we are: neighbours share most of it."""

    def __init__(self, root: str) -> None:
        # The root itself may be reached through links: its owner named it.
        first = os.open(os.path.realpath(root), _FOLDER) if RELATIVE else os.path.realpath(root)
        self.names: list[str] = []
        self.chain = [first]

    def go(self, path: str) -> int | str:
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
