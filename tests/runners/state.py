"""A repository's state, byte by byte, and what was lost between two of them."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple


class State(NamedTuple):
    """work: path -> (kind, mode, bytes) of everything in the work tree. index: path -> its entry. locks, temporaries: names."""

    work: dict[str, tuple[str, int, bytes]]
    index: dict[str, str]
    locks: frozenset[str]
    temporaries: frozenset[str]
    stash: str


def _git(tree: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=tree, capture_output=True, check=True).stdout


def of(tree: Path) -> State:
    """The state of the work tree at `tree`, read without git where git would say less than is there."""
    work = {}
    for folder, folders, files in os.walk(tree):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted([*files, *folders]):
            path = os.path.join(folder, name)
            status = os.lstat(path)
            kind, data = "file", b""
            if stat.S_ISLNK(status.st_mode):
                kind, data = "link", os.fsencode(os.readlink(path))
            elif stat.S_ISDIR(status.st_mode):
                kind = "folder"
            elif stat.S_ISREG(status.st_mode):
                data = Path(path).read_bytes()
            else:
                kind = "other"
            work[os.path.relpath(path, tree).replace(os.sep, "/")] = (kind, stat.S_IMODE(status.st_mode), data)
    entries = _git(tree, "ls-files", "--stage", "-z").split(b"\0")[:-1]
    index: dict[str, str] = {}
    for entry in entries:
        about, _, path = os.fsdecode(entry).partition("\t")
        index[path] = f"{index.get(path, '')}{about};"
    git = Path(os.fsdecode(_git(tree, "rev-parse", "--absolute-git-dir")).removesuffix("\n"))
    return State(
        work,
        index,
        frozenset(path.name for path in git.rglob("*.lock")),
        frozenset(path for path in work if path.rpartition("/")[2].startswith(".#") or path.endswith("~")),
        os.fsdecode(_git(tree, "stash", "list")),
    )


def losses(
    before: State, after: State, may_change: Collection[str] = (), may_untrack: Collection[str] = ()
) -> list[str]:
    """What is otherwise, and may not be: a line each. `may_change`: files the fix is about, which may get other bytes;
    `may_untrack`: paths that may leave the index."""
    found = []
    for path, was in before.work.items():
        now = after.work.get(path)
        if now is None:
            found.append(f"{path} is gone from the work tree")
        elif now[:2] != was[:2]:
            found.append(f"{path} was a {was[0]} with mode {was[1]:o} and is a {now[0]} with mode {now[1]:o}")
        elif now != was and path not in may_change:
            found.append(f"{path} has other bytes")
    found += [f"{path} is new" for path in after.work if path not in before.work and not _is_made(path, may_change)]
    for path, entry in before.index.items():
        if path not in after.index and path not in may_untrack:
            found.append(f"{path} is gone from the index")
        elif path in after.index and after.index[path] != entry:
            found.append(f"{path} is otherwise in the index")
    found += [f"{path} is new in the index" for path in after.index if path not in before.index]
    found += [f"a lock is left: {name}" for name in sorted(after.locks - before.locks)]
    found += [f"a temporary file is left: {name}" for name in sorted(after.temporaries - before.temporaries)]
    if after.stash != before.stash:
        found.append("the stash is otherwise")
    return found


def _is_made(path: str, may_change: Collection[str]) -> bool:
    return path in may_change or any(made.startswith(path + "/") for made in may_change)
