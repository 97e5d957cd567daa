"""Whether a server starts, or builds, again and again while nobody edits: what it runs writes into what it watches."""

from __future__ import annotations

import os
import time

from watchlint.doctor.seeing import working
from watchlint.facts.machine import process_tree, processes
from watchlint.facts.repository import near

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

RECENT = 10.0
"""Seconds: what was not written in these is written by no loop that a moment shows."""

CALM, LOOK = 8.0, 40.0
"""Seconds to look on: without anything new, and in all."""

FIRST = 1.5
"""Seconds after its own start in which a reloader mostly starts its server for the first time."""

BETWEEN = 2.0
"""Seconds in which one that has ended its server mostly has started the next."""

AGAIN = 2
"""So many times while the doctor looks on: no edit of a user's."""


def rewritten(
    first: int, folders: Iterable[str], heard: tuple[str, ...] = (), builds: bool = False, but: Iterable[str] = ()
) -> str:
    """The file that makes a server start again and again, or build (`builds`); "" where none does.

    first: the process that watches. folders: where a file that is written makes it do so. heard: how the names of these
    files end; any, if empty. but: folders in these that it passes over. Returns at once where the server was not started
    again, or no file written, in the last seconds.
    """
    folders, passed = list(folders), tuple(f"{path}/" for path in but)
    before = _written(folders, heard, passed)
    if not any(time.time() - at < RECENT for at in before.values()):
        return ""
    if not builds and not _new(first):
        return ""
    counts: dict[str, int] = {}
    known, starts = _below(first), 0
    began = last = time.monotonic()
    calm = RECENT if builds else CALM  # a build takes its time
    while (now := time.monotonic()) < min(began + LOOK, last + calm):
        time.sleep(0.2)
        files, below = _written(folders, heard, passed), _below(first)
        fresh = [path for path, at in files.items() if before.get(path) != at]
        for path in fresh:
            counts[path] = counts.get(path, 0) + 1
        starts += bool(below - known)
        if fresh or below - known:
            last = now
        before, known = files, known | below
        worst = max(counts, key=lambda path: counts[path], default="")
        if worst and (counts[worst] >= AGAIN if builds else starts >= AGAIN):
            return worst
    return ""


def _new(first: int) -> bool:
    """Whether what a process started is much younger than itself: it was started again, and lately."""
    end = time.monotonic() + BETWEEN
    while not (below := _below(first)) and time.monotonic() < end:
        time.sleep(0.05)
    own, ages = working.age(first), map(working.age, below)
    return own is not None and any(age is not None and age < RECENT and own - age > FIRST for age in ages)


def _below(first: int) -> set[int]:
    """The processes that one has started itself."""
    return {pid for pid in process_tree.children(first) if processes.parent_and_uid(pid)[0] == first}


def _written(folders: list[str], heard: tuple[str, ...], passed: tuple[str, ...]) -> dict[str, float]:
    """When each file near the top of these folders was last written."""
    found: dict[str, float] = {}
    for folder in folders:
        for name in near.files(folder):
            path = os.path.join(folder, name)
            if (heard and not name.endswith(heard)) or path.startswith(passed):
                continue
            try:
                found[path] = os.stat(path).st_mtime
            except OSError:
                continue
    return found
