"""What lies in a folder that a server watches and holds no code of the app's: how many folders it is, so watches."""

from __future__ import annotations

import os
import posixpath

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.places.resolver import Place
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
    """The virtual environments, node_modules and data below the folder that a server starts in, that it has for certain."""
    from watchlint.facts.launch.places import resolver

    if place.folder is None:
        return []
    places = resolver.of(repository)
    return [one for one in below(repository, place.folder) if places.holds(place, one.path)]


def below(repository: Repository, folder: str) -> list[Heavy]:
    """The same of a folder of this work tree, at most one folder down; the largest first."""
    start = repository.absolute(folder) if folder else repository.root
    found = [Heavy(path, _count(os.path.join(start, path))) for path in _named(start)]
    return sorted(found, key=lambda one: (-one.folders, one.path))


def count(repository: Repository, path: str) -> int:
    """The folders in and below one, itself counted; 0 where it is not there."""
    folder = repository.absolute(path)
    return _count(folder) if os.path.isdir(folder) else 0


def _count(folder: str) -> int:
    from watchlint.facts.folders.walk import walk

    return len(walk([(folder, True)]))


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
