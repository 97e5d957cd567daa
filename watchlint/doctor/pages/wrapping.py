"""The doctor's page in the width of a terminal."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def wrapped(text: str, width: int, steps: list[str]) -> str:
    """The page's text with no line wider than `width`, but for a word or a command that is.

    steps: what the page tells to do. A command among them keeps its line, to be copied; its comment goes below.
    """
    whole = {line for step in steps for line in step.splitlines() if not _is_prose(step)}
    return "".join(f"{part}\n" for line in text.splitlines() for part in _parts(line, width, whole))


def _is_prose(step: str) -> bool:
    return step[:1].isupper() and step.endswith((".", ":", ")"))


def _parts(line: str, width: int, whole: set[str]) -> Iterator[str]:
    if len(line) <= width:
        yield line
        return
    start = re.match(r" *(?:\d+\. |also: |note: )?", line)
    first = start[0] if start else ""
    rest, below = line[len(first) :], " " * len(first)
    if rest in whole:
        command, mark, comment = rest.partition("  # ")
        yield first + command
        if mark:
            yield from _wrap(comment, width, f"{below}# ", f"{below}# ")
        return
    yield from _wrap(rest, width, first, below)


def _wrap(text: str, width: int, first: str, below: str) -> list[str]:
    from textwrap import wrap

    return wrap(
        text, width, initial_indent=first, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )
