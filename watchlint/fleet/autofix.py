"""What all-repos asks of an autofixer: which repositories, the fix, what is committed and why, whether it may be pushed.

all-repos makes a clone, calls `apply_fix` in it, commits what that changed and pushes a branch. Nothing is left changed that
fails its check, and what is pushed is checked once more, as it was committed.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import textwrap

from watchlint.errors import FOUND
from watchlint.findings import INFO
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

SUBJECT = "Fix what watchlint finds"
PREFIX = "all-repos_autofix_"
"""all-repos puts it before the name of a branch (all_repos/autofix_lib.py)."""

_MESSAGE = "watchlint-message"
_WIDTH = 72


class Asked(Record):
    """What is to be fixed. `select`, `ignore`: rules or hooks, as the flags of `check`; `branch`: the branch's name, whole."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    branch: str

    @property
    def flags(self) -> list[str]:
        return [f"--select={name}" for name in self.select] + [f"--ignore={name}" for name in self.ignore]


class Message(str):
    """The message of a commit: all-repos has one for all repositories, and formats it where it commits. There it is the
    one that `apply_fix` left in the clone."""

    def __format__(self, spec: str) -> str:
        with contextlib.suppress(OSError), open(_git_path(_MESSAGE), encoding="utf-8") as file:
            return file.read().rstrip("\n")
        return str(self)


def candidates(folders: Sequence[str], asked: Asked) -> Iterator[str]:
    """Those of the clones in which there is an error or a warning with a safe fix."""
    from watchlint.checking.options import Options
    from watchlint.checking.root import every_hook
    from watchlint.checking.workers import check_all

    options = Options()
    options.select, options.ignore = list(asked.select), list(asked.ignore)
    for folder, outcome in zip(folders, check_all(every_hook(options, asked.select), folders), strict=True):
        if outcome.root.error:
            print(f"{folder}: {outcome.root.error}", file=sys.stderr)
        wanted = (one for one in outcome.findings if one.severity != INFO or one.rule.name in asked.select)
        if any(one.fix and one.fix.safe for one in wanted):
            yield folder


def apply_fix(asked: Asked) -> None:
    """Apply the safe fixes to the clone that we stand in, and stage what they made; undo them where the check fails then."""
    if _git("rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{asked.branch}", check=False):
        _say(f"origin has a branch {asked.branch} already: merge or delete it first")
        return
    code, document = _check(["--fix", *asked.flags])
    applied = [one for one in document.get("findings", []) if one["fix"] and one["fix"]["applied"]]
    why = _reason(code, document)
    if applied and not why:
        _stage()
        why = failing(_git("commit-tree", _git("write-tree"), "-p", "HEAD", "-m", SUBJECT), asked)
    if why:
        _git("reset", "--quiet", "--hard", "HEAD")
        _say(f"no branch: {why}")
    elif applied:
        text = message(applied)
        with open(_git_path(_MESSAGE), "w", encoding="utf-8") as file:
            file.write(text)
        _say(f"the commit's message:\n{textwrap.indent(text, '    ')}")


def push(pushing: Callable[[Any, str], None], asked: Asked, settings: Any, branch: str) -> None:
    """Push by what all-repos is set to push with, but only what passes its check as it was committed."""
    why = failing("HEAD", asked)
    if why:
        _say(f"not pushed: {why}")
        return
    pushing(settings, branch)


def failing(commit: str, asked: Asked) -> str:
    """Why a commit fails its check, "" where it passes. It is looked at in a work tree of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "tree")
        _git("worktree", "add", "--quiet", "--detach", place, commit)
        try:
            code, document = _check(asked.flags, place)
        finally:
            _git("worktree", "remove", "--force", place)
    if code == FOUND:
        errors = sorted({one["rule"] for one in document["findings"] if one["severity"] == "error"})
        return f"the check fails with {', '.join(errors) or 'warnings, which its settings take for errors'}"
    return _reason(code, document)


def message(applied: Sequence[dict[str, Any]]) -> str:
    """The message of a commit: what each change is for, by which rule, and where that is explained."""
    blocks = [SUBJECT]
    for one in applied:
        place = f"{one['path']}: " if one["path"] else ""
        blocks.append("\n".join([*_wrapped(f"- {place}{one['message']}"), *_wrapped(f"  Fix: {one['fix']['description']}"),
                                 f"  Rule: {one['rule']}", f"  {one['url']}"]))  # fmt: skip
    return "\n\n".join(blocks) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _check(flags: Sequence[str], folder: str = ".") -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON of a check in a process of its own, which imports nothing of the folder we are in."""
    command = [sys.executable, "-I", "-m", "watchlint", "check", folder, "--output-format", "json", *flags]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="surrogateescape"
    )
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        found = {"error": done.stderr.strip() or f"the check ended with exit code {done.returncode}"}
    return done.returncode, found


def _reason(code: int, document: dict[str, Any]) -> str:
    if code <= FOUND:
        return ""
    roots = [root["error"] for root in document.get("roots", []) if root["error"]]
    problems = [f"{one['path']}: {one['message']}" for one in document.get("problems", [])]
    return " ".join([document.get("error", ""), *roots, *problems]).strip()


def _stage() -> None:
    """Stage what was changed, and the files that the fixes made: not those that they only took out of the index."""
    known = set(_git("ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0"))
    others = _git("ls-files", "--others", "--exclude-standard", "-z").split("\0")
    made = [path for path in others if path and path not in known]
    if made:
        _git("--literal-pathspecs", "add", "--", *made)
    _git("add", "--update")


def _git_path(name: str) -> str:
    return _git("rev-parse", "--git-path", name)


def _git(*arguments: str, check: bool = True) -> str:
    """What git prints in the current folder, without the last newline. Raises CalledProcessError. It runs no hook."""
    command = ("git", "-c", "core.hooksPath=" + os.devnull, *arguments)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=check)
    return os.fsdecode(done.stdout).removesuffix("\n")


def _say(text: str) -> None:
    from watchlint.reports.terminal import printable

    print("\n".join(f"watchlint: {printable(line)}" for line in text.splitlines()), flush=True)
