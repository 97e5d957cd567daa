"""The folders of the project, and whether the kernel gives each of them a watch."""

from __future__ import annotations

import os

from watchlint.facts.machine import inotify

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.doctor.shapes import Trial

MOST_FOLDERS = 400_000
"""A trial ends after so many folders: more is no project, and no limit of any kernel is as large by default."""


def folders(root: str, most: int = MOST_FOLDERS) -> Iterator[str]:
    """The folders in and below a root, links not followed, as the walk comes to them."""
    waiting = [root]
    while waiting and most:
        path = waiting.pop()
        most -= 1
        yield path
        try:
            with os.scandir(path) as entries:
                waiting.extend(
                    e.path for e in entries if e.is_dir(follow_symlinks=False) and e.path not in ("/proc", "/sys")
                )
        except OSError:
            continue


def trial(root: str) -> Trial:
    """How many of the folders here the kernel still gives a watch to, and whether one more instance can be had."""
    count = [0]

    def counted() -> Iterator[str]:
        for path in folders(root):
            count[0] += 1
            yield path

    result = inotify.trial(counted())
    if result.errno:  # count what would have been needed in all
        count[0] = sum(1 for _ in folders(root))
    return {
        "folders": count[0],
        "added": result.added,
        "errno": result.errno,
        "fits": result.fits,
        "note": result.note,
        "unreadable": result.unreadable,
    }
