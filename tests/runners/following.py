"""Doing what a report says comes next, as its reader would: run the command, repeat the commit."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from typing import NamedTuple


class NextStep(NamedTuple):
    """What a report ends with: a command for the shell ("" for none), and whether to repeat the commit, with which more paths."""

    command: str
    repeat: bool
    paths: list[str]
    push: bool


_WORDS = re.compile(r"^(?:then )?repeat your commit(?:, with (?P<paths>.+) among its paths|; .*)?$")


def next_step(said: str) -> NextStep | None:
    """The next step in what a runner shows of a report; None where it names none."""
    command, repeat, paths, push = "", False, [], False
    for line in said.splitlines():
        line = line.strip().removeprefix("Next: ")
        if line.startswith("git "):
            command = line
        if found := _WORDS.match(line):
            repeat = True
            paths += shlex.split(found["paths"] or "")
        push = push or line == "then push again"
    return NextStep(command, repeat, list(dict.fromkeys(paths)), push) if command or repeat else None


def follow(said: str, commit: Sequence[str], call: Callable[..., tuple[int, str]], cwd: object) -> tuple[int, str]:
    """Do the next step of a report about this `commit` command line: (exit code, what was said)."""
    step = next_step(said)
    if step is None:
        return 1, said
    code, shown = 0, ""
    if step.command:
        # A plain `git commit` would open an editor.
        code, shown = call("sh", "-c", re.sub(r"git( -C \S+)? commit$", r"git\1 commit -m x", step.command), cwd=cwd)
    if code or not step.repeat:
        return code, said + shown
    code, again = call(*commit, *step.paths, cwd=cwd)
    return code, said + shown + again
