"""What lies in a folder that a server watches and holds no code of the app's: how many folders it is, so watches."""

from __future__ import annotations

import os
import posixpath

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.resolver import Place
    from watchlint.facts.repository.repository import Repository

MANY = 100
"""Folders that are worth a warning. A virtual environment with a web framework has some 500."""

_NAMES = ("node_modules", "data")


class Heavy(Record):
    """A folder, by its path from where the server starts, and the folders in and below it, itself counted."""

    path: str
    folders: int

    def __str__(self) -> str:
        return f"{self.path} ({self.folders:,} folders)"


def of(repository: Repository, place: Place) -> list[Heavy]:
    """The virtual environments, node_modules and data below the folder that a server starts in, at most one folder down, that
    it has for certain; the largest first."""
    return sorted(_of(repository, place), key=lambda one: (-one.folders, one.path))


def _of(repository: Repository, place: Place) -> Iterator[Heavy]:
    from watchlint.facts.folders import tree
    from watchlint.facts.launch import resolver

    if place.folder is None:
        return
    start = repository.absolute(place.folder) if place.folder else repository.root
    for path in _named(start):
        if resolver.of(repository).holds(place, path):
            yield Heavy(path, len(tree.walk([(os.path.join(start, path), True)])))


def count(repository: Repository, path: str) -> int:
    """The folders in and below one, itself counted; 0 where it is not there."""
    from watchlint.facts.folders import tree

    return len(tree.walk([(repository.absolute(path), True)])) if os.path.isdir(repository.absolute(path)) else 0


def _named(start: str) -> Iterator[str]:
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for name in _folders(os.path.join(start, folder)):
            path = posixpath.join(folder, name)
            if name in _NAMES or os.path.isfile(os.path.join(start, path, "pyvenv.cfg")):
                yield path
            elif not folder and not name.startswith("."):
                waiting.append(path)


def _folders(path: str) -> list[str]:
    try:
        with os.scandir(path) as entries:
            return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
