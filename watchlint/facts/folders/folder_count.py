"""A first look at how many directories there are, for those who only ask whether they are too many."""

from __future__ import annotations

import os


def has_more_folders(root: str, number: int) -> bool:
    """Whether there are more than `number` directories in and below `root`; no link is followed."""
    count, waiting = 1, [root]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                below = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            continue
        count += len(below)
        if count > number:
            return True
        waiting += below
    return False
