"""The only code that changes a repository: each file once, atomically, or not at all."""

from __future__ import annotations

import os

from watchlint.facts.repository import index, stash
from watchlint.facts.repository.git import GitError
from watchlint.facts.repository.work_tree import INTO_GIT, LEAVES, is_of_git
from watchlint.fixes.place import MEANWHILE, Place
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from watchlint.facts.repository.repository import Repository
    from watchlint.fixes.plan import Plan

UNSTAGED = (
    "has unstaged edits, which the hook runner would restore over the fix: stage them (`git add`) or put them aside "
    "(`git stash`), then run again"
)


def apply(plan: Plan) -> tuple[list[str], list[tuple[str, str]]]:
    """Make the plan's changes. Returns (paths changed, [(path, why it was not)]).

    A file is refused where it changed since it was read, is read-only, lies behind a link that
    leaves the root, or has unstaged edits that a runner would roll back together with the fix.
    """
    changed: list[str] = []
    refused: list[tuple[str, str]] = []
    renamed = {rename.new: rename.old for rename in plan.renames}
    stashed = stash.paths(plan.repo.git)
    with _Interruptible() as run:
        for path, content in plan.changes.items():
            if path in renamed.values():
                continue
            old = renamed.get(path)
            try:
                if path in stashed or old in stashed:
                    raise Refused(UNSTAGED)
                if old is not None:
                    run.whole(_rename, plan.repo, old, path)
                    changed.append(old)
                run.whole(_write, plan.repo, path, content, plan.repo.read(old or path))
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


class _Interruptible:
    """A runner that is stopped ends its hooks by a signal (SIGTERM, SIGHUP, or SIGINT from the keyboard): it waits until the file
    that is being written is whole, and then ends the run."""

    def __init__(self) -> None:
        self._writing, self._asked = False, 0

    def __enter__(self) -> _Interruptible:
        import signal

        self._before = {}
        for name, usual in (
            ("SIGTERM", signal.SIG_DFL),
            ("SIGHUP", signal.SIG_DFL),
            ("SIGINT", signal.default_int_handler),
        ):
            number = getattr(signal, name, None)
            try:
                if number is not None and signal.getsignal(number) is usual:
                    self._before[number] = signal.signal(number, self._leave)
            except ValueError:  # not in the main thread
                pass
        return self

    def __exit__(self, *_: object) -> None:
        import signal

        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        if not self._writing:
            raise SystemExit(128 + number)
        self._asked = number

    def whole(self, step: Callable[..., None], *arguments: object) -> None:
        """Do a step that no signal divides."""
        self._writing = True
        try:
            step(*arguments)
        finally:
            self._writing = False
            if self._asked:
                raise SystemExit(128 + self._asked)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or "cannot be written").lower()
    return str(error)


def _write(repo: Repository, path: str, content: bytes | None, expected: bytes | None) -> None:
    target = _target(repo, path)
    if content == expected:
        return
    if content is None:
        raise Refused("would be deleted: nothing but caches is ever deleted")
    if expected is not None and not os.path.lexists(repo.absolute(target)):
        raise Refused(MEANWHILE)
    with Place(repo.root, target, make=expected is None) as place:
        place.write(content, expected)


def _target(repo: Repository, path: str) -> str:
    """Where the bytes go, below the root: through links that stay inside of it, never out of it nor into git's own folders."""
    target = os.path.realpath(repo.absolute(path))
    root = repo.root.rstrip(os.sep) + os.sep
    if not target.startswith(root):
        raise Refused(f"lies behind a symbolic link that {LEAVES}")
    if is_of_git(repo.root, target):
        raise Refused(f"{INTO_GIT}, where nothing is written")
    return target[len(root) :].replace(os.sep, "/")


def _rename(repo: Repository, old: str, new: str) -> None:
    if os.path.islink(repo.absolute(old)):
        raise Refused("is a symbolic link: move it by hand")
    source, target = _target(repo, old), _target(repo, new)
    if os.path.lexists(repo.absolute(target)):
        raise Refused(f"{new} is there already")
    with Place(repo.root, source) as before, Place(repo.root, target, make=True) as after:
        before.move_to(after)


def _untrack(repo: Repository, paths: list[str]) -> None:
    if repo.git is None:
        return
    if repo.git.index_is_temporary:
        # `git commit -a` and `git commit PATH` commit a copy of the index and throw ours away.
        raise Refused("this commit uses a temporary index, which forgets the change: run the command below")
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    index.write(repo.git, "update-index", "--force-remove", "-z", "--stdin", stdin=names)
