"""An inotify limit that is set where it can't be: the finding, and what a fix cuts out."""

from __future__ import annotations

import re

from watchlint.rules.launch.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.rules.launch.problem import Splice

LIMIT = re.compile(r"fs[./]inotify[./]")
HELP = "Set it on the host: `watchlint sysctl` prints how."


def limit(at: int, end: int, why: str, splices: Sequence[Splice] = (), subject: str = "") -> Problem:
    """The problem at text[at:end]."""
    message = f"an inotify limit can't be set in a container: {why}"
    return Problem(message, at, end, subject or why, HELP, splices, "remove it")


def lines(text: str, at: int, end: int) -> Splice:
    """The splice that removes the whole lines of text[at:end]."""
    start = text.rfind("\n", 0, at) + 1
    if start == 0 and text.startswith("\ufeff"):
        start = 1
    stop = text.find("\n", max(end - 1, at) if text[end - 1 : end] == "\n" else end)
    return (start, len(text) if stop < 0 else stop + 1, "")
