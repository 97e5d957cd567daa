"""The only code that writes to a repository: each file once, atomically, or not at all."""

from __future__ import annotations

import os
import stat

from watchlint.facts.repository import runner
from watchlint.facts.repository.git import GitError
from watchlint.facts.repository.work_tree import INTO_GIT, LEAVES, is_of_git
from watchlint.fixes.refused import Refused


def apply(plan) -> tuple[list[str], list[tuple[str, str]]]:
    """Make the plan's changes. Returns (paths changed, [(path, why it was not)]).

    A file is refused where it changed since it was read, is read-only, lies behind a link that
    leaves the root, or has unstaged edits that a runner would roll back together with the fix.
    """
    changed: list[str] = []
    refused: list[tuple[str, str]] = []
    renamed = {rename.new: rename.old for rename in plan.renames}
    stashed = runner.stashed_paths(plan.repo.root)
    for path, content in plan.changes.items():
        if path in renamed.values():
            continue
        old = renamed.get(path)
        try:
            if path in stashed or old in stashed:
                raise Refused(
                    "has unstaged edits, which the hook runner would restore over the fix: "
                    "stage or stash them, or run `watchlint check --fix` by hand"
                )
            if old is not None:
                _rename(plan.repo, old, path)
                changed.append(old)
            _write(plan.repo, path, content, plan.repo.read(old or path))
            changed.append(path)
        except (Refused, OSError) as error:
            refused.append((path, _reason(error)))
    if plan.untracked:
        try:
            _untrack(plan.repo, plan.untracked)
            changed += plan.untracked
        except (Refused, GitError) as error:
            refused += [(path, str(error)) for path in plan.untracked]
    return changed, refused


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or "cannot be written").lower()
    return str(error)


def _write(repo, path: str, content: bytes | None, expected: bytes | None) -> None:
    target = _target(repo, path)
    if _current(target) != expected:
        raise Refused("changed while we looked: run again")
    if content == expected:
        return
    if content is None:
        raise Refused("would be deleted: nothing but caches is ever deleted")
    status = os.stat(target) if expected is not None else None
    if status is not None and not (status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise Refused("is read-only")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    _replace(target, content, status)


def _replace(target: str, content: bytes, status: os.stat_result | None) -> None:
    """Write beside the target and rename over it: a reader sees the old file or the new one.

    The temporary name begins with ".#" and ends in "~": watchfiles, uvicorn and editors' own
    patterns pass over it, so that a running dev server does not reload twice.
    """
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".#{name}.{os.getpid()}~")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            os.chmod(temporary, stat.S_IMODE(status.st_mode))
            _keep_owner(temporary, status)
        os.replace(temporary, target)
    except BaseException:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        raise


def _keep_owner(path: str, status: os.stat_result) -> None:
    if not hasattr(os, "chown"):
        return
    mine = os.stat(path)
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        os.chown(path, status.st_uid, status.st_gid)  # refused to others than root: then nothing is written


def _target(repo, path: str) -> str:
    """Where the bytes go: through links that stay inside the root, never out of it nor into git's own folders."""
    target = os.path.realpath(repo.absolute(path))
    if not target.startswith(repo.root.rstrip(os.sep) + os.sep):
        raise Refused(f"lies behind a symbolic link that {LEAVES}")
    if is_of_git(repo.root, target):
        raise Refused(f"{INTO_GIT}, where nothing is written")
    return target


def _current(target: str) -> bytes | None:
    try:
        with open(target, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _rename(repo, old: str, new: str) -> None:
    source, target = repo.absolute(old), _target(repo, new)
    if os.path.islink(source):
        raise Refused("is a symbolic link: move it by hand")
    _target(repo, old)
    if os.path.lexists(target):
        raise Refused(f"{new} is there already")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    os.rename(source, target)


def _untrack(repo, paths: list[str]) -> None:
    if repo.git.index_is_temporary:
        # `git commit -a` and `git commit PATH` commit a copy of the index and throw ours away.
        raise Refused(
            "this commit uses a temporary index, which forgets the change: run the command below, then commit"
        )
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    repo.git.write_index("update-index", "--force-remove", "-z", "--stdin", stdin=names)
