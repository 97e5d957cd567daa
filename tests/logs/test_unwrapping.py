"""Lines that were broken at some width, on their way from a terminal to us."""

from __future__ import annotations

import io
import re
import textwrap

import pytest

from watchlint.logs.catalogue import MESSAGES
from watchlint.logs.reading import read_log
from watchlint.logs.unwrapping import unwrapped

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
EXAMPLES = [
    (message, COLOURS.sub("", example)) for message in MESSAGES for example in message.examples if not message.last
]
ALIKE = {"vscode-watch-limit": {"node-watch-limit"}, "vscode-large-workspace": {"enospc"}}
"""What a part of a broken line is taken for as well, where both are true."""


def at(line: str, width: int) -> list[str]:
    return [line[place : place + width] for place in range(0, len(line), width)] or [""]


def copied(line: str, width: int) -> list[str]:
    return [part.rstrip() for part in at(line, width)]


def by_words(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, break_on_hyphens=False) or [""]


def ids(text: str) -> list[str]:
    return [seen.message.id for seen in read_log(io.BytesIO(text.encode())).seen]


@pytest.mark.parametrize("break_it", [copied, by_words])
@pytest.mark.parametrize("message, example", EXAMPLES, ids=[message.id for message, _ in EXAMPLES])
def test_a_broken_line_is_recognised(message, example, break_it):
    lines = [part for line in example.split("\n") for part in break_it(line, 80)]
    found = set(ids("\n".join(["first", *lines, "last", ""])))
    whole = set(ids("\n".join(["first", example, "last", ""])))
    assert whole <= found <= whole | ALIKE.get(message.id, set())


def test_it_has_the_numbers_of_the_lines_as_they_are():
    line = 'OSError: OS file watch limit reached. about ["/srv/a/rather/long/path/to/an/app"] (Error { kind: MaxFilesWatch })'
    text = "\n".join(["one", "two", *at(line, 40), "", "x", ""])
    (seen,) = read_log(io.BytesIO(text.encode())).seen
    assert (seen.message.id, seen.count, seen.first, seen.last) == ("watchfiles-watch-limit", 1, 3, 3)
    assert seen.detail == "/srv/a/rather/long/path/to/an/app"


@pytest.mark.parametrize(
    "lines",
    [
        ["a line that ends with inotify watch", "limit reached is what the next says."],
        ["x" * 40 + " inotify watch", "", "limit reached"],
        ["failed to watch", "/srv/x", "no space left"],
        ["w" * 80 + "inotify watch lim", "y" * 300, "it reached"],
        [
            "No known watcher is in these lines, which are of one wi",
            "dth, and all are like the others, as a table has them; ",
        ]
        * 40,
    ],
)
def test_what_only_stands_together_is_no_complaint(lines):
    assert ids("\n".join([*lines, ""])) == []


@pytest.mark.parametrize(
    "text, joined",
    [
        ("", []),
        ("a" * 40, []),
        ("a" * 39 + "\nb", []),
        ("a" * 251 + "\nb", []),
        ("a" * 40 + "\nb\nc", [["a" * 40 + "b", "c"], ["a" * 40 + " b", "c"]]),
        ("a" * 40 + "\n\nc", []),
        ("a" * 40 + "\n  b", [["a" * 40 + "  b"]]),
        (
            "a" * 40 + "\n" + "b" * 39 + "\nc\nd",
            [["a" * 40 + "b" * 39 + " c", "d"], ["a" * 40 + " " + "b" * 39 + " c", "d"]],
        ),
        ("a" * 40 + "\r\nb\r\n", [["a" * 40 + "b", ""], ["a" * 40 + " b", ""]]),
        ("é" * 40 + "\nb", [["é" * 40 + "b"], ["é" * 40 + " b"]]),
        (("a" * 40 + "\n") * 40, []),
    ],
)
def test_joined(text, joined):
    ways = list(unwrapped(text.encode()))
    assert [[way.joined(number).decode() for number in range(len(way.begins))] for way in ways] == joined


def test_a_long_log_is_read_once():
    line = "first of them\n" + "x" * 70 + "inotify wa\ntch limit reached\n"
    assert ids(line) == ["watchdog-watch-limit"]
    assert ids(line + "y\n" * 80_000) == []
