"""A server that is misled by how a file is written: one that it watches by itself, or one that what it runs writes."""

from __future__ import annotations

import os
import shlex

from watchlint.doctor.judging import steps as advice
from watchlint.doctor.judging.problem import ERROR, WARNING, problem
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Problem, Seen


def judge_rewritten(server: Seen, name: str) -> list[Problem]:
    """That a server starts or builds again and again."""
    file, known = server["rewritten"], catalogue.named(server["server"])
    if not file:
        return []
    verb = "builds" if known.built(server["words"], server["root"])[0] else "starts"
    message = f"{name} {verb} again and again although nobody edits: {file} is written each time, in a folder that it watches."
    outside = (
        f"# {file}: write it outside of {os.path.dirname(file) or 'this folder'}, then start {server['server']} again"
    )
    return [problem("written-again", WARNING, message, advice.end(server), known.to_exclude(server, file) or outside)]


def judge_swapped(server: Seen, name: str) -> Problem | None:
    """That another file stands in the place of the one that a server watches."""
    file = server["swapped"]
    if not file:
        return None
    message = (
        f"{name} watches the file {file} by itself, and another one was put in its place, as most editors save: it hears of "
        "no edit since."
    )
    words = [os.path.dirname(word) or "." if os.path.normpath(word) == file else word for word in server["words"]]
    again = shlex.join([server["server"], *words]) if words != server["words"] else advice.restart(server)
    return problem("file-replaced", ERROR, message, advice.end(server), again)
