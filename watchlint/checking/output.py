"""Files that a flag names, to be written: not where a link of a repository leads out of it, or into git's own folder."""

from __future__ import annotations

import os

from watchlint.errors import UsageError


def target(flag: str, path: str) -> str:
    """The real path of a file that is to be written. Raises UsageError where a link that lies in a repository would have it
    written elsewhere: whoever made the link chose the place, and that need not be who runs us."""
    from watchlint.facts.repository.near import top
    from watchlint.facts.repository.work_tree import is_of_git

    real = os.path.realpath(path)
    drive, rest = os.path.splitdrive(path)
    here = drive + os.sep if os.path.isabs(path) else os.path.realpath(os.getcwd())
    for part in rest.replace(os.altsep or os.sep, os.sep).split(os.sep):
        step = os.path.join(here, part)
        root = top(here) if os.path.islink(step) else ""
        if root and os.path.lexists(os.path.join(root, ".git")) and (not _is_in(root, real) or is_of_git(root, real)):
            raise UsageError(f"{flag} {path}: a symbolic link leads to {real}: give that path, if it is meant")
        here = os.path.realpath(step)
    return real


def _is_in(root: str, path: str) -> bool:
    return path.startswith(root.rstrip(os.sep) + os.sep)
