"""The top of an ordinary work tree, found as git finds it (setup.c, setup_git_directory_gently): a tenth of what a hook takes
would go into asking git for it.

Whatever is out of the ordinary is left to git: linked work trees and submodules, a bare repository on the way up, a
configuration that moves the work tree, a folder of somebody else, another file system, and variables that say where to look.
"""

from __future__ import annotations

import os
import stat

_TELLING = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "SUDO_UID")
"""Variables that change where git looks, or whose folders it takes (git(1), git-config(1), safe.directory)."""

_MOST = 100_000
"""Bytes of a configuration that are read: one is a few hundred long."""


def ordinary(folder: str) -> tuple[str, str]:
    """The git folder and the top of the ordinary work tree that a folder lies in, as `git rev-parse --absolute-git-dir
    --show-toplevel` prints them; both empty where git has to be asked."""
    unknown = ("", "")
    if os.name == "nt" or any(name in os.environ for name in _TELLING):
        return unknown
    path = os.path.realpath(folder)
    try:
        device = os.stat(path).st_dev
        while not os.path.lexists(os.path.join(path, ".git")):
            if os.path.lexists(os.path.join(path, "HEAD")) or os.path.dirname(path) == path:
                return unknown  # a bare repository, or none at all
            path = os.path.dirname(path)
        return (os.path.join(path, ".git"), path) if _is_ordinary(path, device) else unknown
    except OSError:
        return unknown


def _is_ordinary(path: str, device: int) -> bool:
    """Whether the folder holds a repository with nothing special to it, all of it on this device. Raises OSError."""
    git_dir = os.path.join(path, ".git")
    here, there = os.stat(path), os.lstat(git_dir)
    if not stat.S_ISDIR(there.st_mode) or {here.st_dev, there.st_dev} != {device}:
        return False
    if {here.st_uid, there.st_uid} != {os.geteuid()} or os.path.lexists(os.path.join(git_dir, "commondir")):
        return False
    if not all(os.path.isdir(os.path.join(git_dir, name)) for name in ("objects", "refs")):
        return False
    head, config = (_read(os.path.join(git_dir, name)) for name in ("HEAD", "config"))
    config = config.lower()
    if config.count(b"repositoryformatversion = 0\n") != 1 or config.count(b"bare") != config.count(b"bare = false\n"):
        return False
    if any(word in config for word in (b"worktree", b"extensions", b"include")):
        return False
    return head.startswith(b"ref: refs/heads/") or (len(head) == 41 and not head.strip(b"0123456789abcdef\n"))


def _read(path: str) -> bytes:
    """The content of a regular file that is no longer than a configuration is. Raises OSError."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError
    with open(path, "rb", buffering=0) as file:
        data = file.read(_MOST)
    if len(data) == _MOST:
        raise OSError
    return data
