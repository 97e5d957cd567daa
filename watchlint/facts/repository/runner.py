"""What the hook runner that called us has put aside.

pre-commit and prek save unstaged edits as a patch before a commit's hooks run and lay it over the
result afterwards. Where patch and fix touch the same lines the runner rolls the fix back, so a
file with such edits is better left alone and named.
"""

from __future__ import annotations

import os

# pre-commit/staged_files_only.py: <store>/patch<time>-<pid>; prek: <store>/patches/<time>-<pid>.patch
_STORES = (
    ("PRE_COMMIT_HOME", "pre-commit", ""),
    ("PREK_HOME", "prek", "patches"),
)


def stashed_paths(root: str) -> frozenset[str]:
    """The repository's files whose unstaged edits a runner above us has put aside.

    Empty outside a runner (PRE_COMMIT is unset) and where it keeps no patch, as with --all-files.
    """
    if "PRE_COMMIT" not in os.environ:
        return frozenset()
    parents = _ancestors()
    found: set[str] = set()
    for variable, name, below in _STORES:
        folder = os.path.join(_store(variable, name), below)
        try:
            entries = os.listdir(folder)
        except OSError:
            continue
        for entry in entries:
            pid = entry.removesuffix(".patch").rpartition("-")[2]
            if entry.startswith(("patch", "1", "2")) and pid.isdigit() and int(pid) in parents:
                found |= _paths(os.path.join(folder, entry))
    return frozenset(found)


def _store(variable: str, name: str) -> str:
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get(variable) or os.path.join(cache, name)


def _ancestors() -> set[int]:
    """Our parent, and where /proc tells (proc_pid_stat(5), field 4), those above it."""
    found = {os.getppid()}
    pid = os.getppid()
    while pid > 1:
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                pid = int(file.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            break
        found.add(pid)
    return found


def _paths(patch: str) -> set[str]:
    """The paths a patch made by `git diff` changes."""
    try:
        with open(patch, "rb") as file:
            lines = [line for line in file if line.startswith((b"+++ b/", b"--- a/", b"diff --git a/"))]
    except OSError:
        return set()
    found = {os.fsdecode(line[6:].rstrip(b"\n").rstrip(b"\t")) for line in lines if not line.startswith(b"diff")}
    for line in lines:
        if line.startswith(b"diff"):
            found.add(os.fsdecode(line.rstrip(b"\n").rpartition(b" b/")[2]))
    return found
