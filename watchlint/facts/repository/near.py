"""A repository seen near its root alone: enough to find what starts a server, without listing a million files."""

from __future__ import annotations

import os
from collections import deque

from watchlint.computed import cached_property
from watchlint.facts.repository.listing import SKIPPED, Listing
from watchlint.facts.repository.repository import Repository

FOLDERS, DEPTH, ENTRIES = 400, 5, 20_000
"""How far is looked: this many folders, those nearest to the root first, this deep, and so many names in one folder.
Files that start a server, requirements and settings stand near the top (`compose/local/django/celery/worker/start` of
cookiecutter-django is the deepest known); a listing of everything would cost more than the count of the directories itself."""


class NearRepository(Repository):
    """The files near the root, ignored ones too: what starts a server on this machine, whether committed or not."""

    def __init__(self, root: str) -> None:
        self._lay(root)
        self.git = None

    @cached_property
    def listing(self) -> Listing:
        return Listing("", "".join(path + "\0" for path in files(self.root)))


def top(folder: str) -> str:
    """The nearest folder from this one upwards that holds a `.git`; the folder itself where none does."""
    path = here = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(path, ".git")):
        above = os.path.dirname(path)
        if above == path:
            return here
        path = above
    return path


def files(root: str) -> list[str]:
    """The paths of the files near a folder, relative to it; virtual environments and the like are passed over."""
    found: list[str] = []
    waiting = deque([("", 0)])
    looked = 0
    while waiting and looked < FOLDERS:
        folder, depth = waiting.popleft()
        looked += 1
        below: list[str] = []
        here: list[str] = []
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for number, entry in enumerate(entries):
                    if number >= ENTRIES or entry.name == "pyvenv.cfg":
                        if entry.name == "pyvenv.cfg":
                            below, here = [], []  # a virtual environment starts nothing of the project
                        break
                    name = f"{folder}/{entry.name}" if folder else entry.name
                    if not entry.is_dir(follow_symlinks=False):
                        here.append(name)
                    elif entry.name not in SKIPPED and depth < DEPTH:
                        below.append(name)
        except OSError:
            continue
        found += sorted(here)
        waiting.extend((name, depth + 1) for name in sorted(below))
    return found
