"""Reading the files of a work tree: each once, none from outside of it, nothing that is no plain file."""

from __future__ import annotations

import os

from watchlint.facts.regular import Unreadable, read_regular

__all__ = ["Unreadable", "WorkTree"]

LEAVES, INTO_GIT = "leaves the repository", "leads into git's own folder"

# What lies in a folder of git's own (gitrepository-layout(5)).
_OF_GIT = frozenset(
    "HEAD branches commondir config config.worktree description hooks index info logs modules objects packed-refs refs"
    " shallow worktrees".split()
)


def is_of_git(root: str, real: str, names_only: bool = False) -> bool:
    """Whether a real path below `root` is git's own: in a `.git`, however it is spelt (file systems may see no difference),
    or in a folder that git takes for a repository, such as a bare one or a worktree's (setup.c, is_git_directory).
    `names_only`: without a look at the disk for the latter."""
    parts = real[len(root.rstrip(os.sep)) :].strip(os.sep).split(os.sep)
    if any(part.rstrip(". ").lower() in (".git", "git~1") for part in parts):
        return True
    if names_only:
        return False
    folder = root
    for part in parts:
        if part in _OF_GIT and _is_git_folder(folder):
            return True
        folder = os.path.join(folder, part)
    return False


def _is_git_folder(path: str) -> bool:
    if not os.path.lexists(os.path.join(path, "HEAD")):
        return False
    names = (("objects", os.path.isdir), ("refs", os.path.isdir))
    return os.path.isfile(os.path.join(path, "commondir")) or all(kind(os.path.join(path, n)) for n, kind in names)


class WorkTree:
    """The files below `root`, a real path, but git's own."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._read: dict[str, bytes | None] = {}
        self._ahead: dict[str, bytes | None] = {}
        self._inside = root.rstrip(os.sep) + os.sep
        self._known = {root: (root, "")}

    def read(self, path: str) -> bytes | None:
        """The bytes of the file at a relative path with `/`; None where there is no such file. Raises Unreadable."""
        if path in self._read:
            return self._read[path]
        data = self._read[path] = self._ahead.pop(path) if path in self._ahead else self._from_disk(path)
        return data

    def read_ahead(self, path: str) -> None:
        """Read a file that will probably be asked for; until then it does not count as read."""
        try:
            self._ahead[path] = self._from_disk(path)
        except Unreadable:
            pass  # who asks for it is told

    def were_read(self) -> dict[str, bytes | None]:
        """Each path that was read, and what was found."""
        return dict(self._read)

    def _from_disk(self, path: str) -> bytes | None:
        target = os.path.join(self.root, *path.split("/"))
        folder, name = os.path.split(target)
        real, refused = self._place(folder)
        if not refused and real != folder and is_of_git(self.root, os.path.join(real, name)):
            refused = INTO_GIT
        if refused:
            raise Unreadable(path, f"lies behind a symbolic link that {refused}")
        if os.path.islink(target):
            _, refused = self._place(target)
            if refused:
                raise Unreadable(path, f"is a symbolic link that {refused}")
        try:
            return read_regular(target)
        except Unreadable as unreadable:
            raise Unreadable(path, unreadable.reason) from None

    def _place(self, path: str) -> tuple[str, str]:
        """Where a path really is, and why nothing is read there, or ""."""
        known = self._known.get(path)
        if known is None:
            above = os.path.dirname(path)
            plain = path.startswith(self._inside) and self._place(above)[0] == above and not os.path.islink(path)
            refused, real = "", path if plain else os.path.realpath(path)
            if real != self.root and not real.startswith(self._inside):
                refused = LEAVES
            elif is_of_git(self.root, real, names_only=real == path):
                refused = INTO_GIT
            known = self._known[path] = real, refused
        return known
