"""docs/errors.md: every line of a log that is known, what it means and what ends it, from the messages' own data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from watchlint.logs.catalogue import MESSAGES
from watchlint.logs.decoding import without_escapes
from watchlint.logs.messages.model import SEVERITIES, Message
from watchlint.logs.steps import filled

HEAD = """\
<!-- Made by tools/errors.py from watchlint/logs/messages: run `python -m tools.catalogue`. -->

# What watchers say in a log, what it means, and what ends it

Search this page for a part of the error text. `watchlint doctor --log FILE` does the same with a whole log (`--log -` reads
standard input), tells which server wrote it, and fits the steps to the machine. Of several steps the first is the best;
one that says `instead` takes its place. The limits of inotify count for all programs of a user together.
"""


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    for tool, messages in groupby(sorted(_complaints(), key=_place), key=lambda message: message.tool):
        lines += [f"## {tool[0].upper()}{tool[1:]}", ""]
        for message in messages:
            lines += _entry(message)
    lines += ["## No complaint", "", "Lines that tell how a server watches:", ""]
    news = [message for message in MESSAGES if not message.problem]
    lines += [f"- {_code(_shown(message.examples[0]))}: {message.means}" for message in news]
    return "\n".join([*lines, ""])


def _complaints() -> list[Message]:
    return [message for message in MESSAGES if message.problem]


def _place(message: Message) -> tuple[int, str]:
    """What has the most to say comes first."""
    return -sum(other.tool == message.tool for other in MESSAGES), message.tool


def _entry(message: Message) -> Iterator[str]:
    first, *more = map(_shown, message.examples)
    yield from (f'<a id="log-{message.id}"></a>', "", f"### {_code(first)}", "")
    if more:
        yield from (f"Also: {', '.join(map(_code, more))}", "")
    weight = {"error": "", "warning": "", "info": "No complaint by itself. "}[SEVERITIES[message.problem]]
    yield from (
        f"{weight}{message.means}",
        "",
        "```text",
        *filled(message, detail="PATH"),
        "```",
        "",
    )
    yield from (f"Seen: {message.source}. Name: `log-{message.id}`.", "")


def anchor(message: Message) -> tuple[str, str]:
    """(the heading of its entry, the address of it on the page)."""
    return _code(_shown(message.examples[0])), f"log-{message.id}"


def _shown(example: str) -> str:
    """The line itself, without colours and without what stands before it."""
    return without_escapes(example.encode()).decode().split("\n")[-1].strip()


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
