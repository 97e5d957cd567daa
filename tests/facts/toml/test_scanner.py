"""What the scanner notes, and where it stops."""

from __future__ import annotations

import pytest

from watchlint.facts.toml import MAX_PARTS
from watchlint.facts.toml.scanner import MAX_DEPTH, Scanner, Stop
from watchlint.facts.toml.text import Text


def scanned(text: str) -> Scanner:
    scanner = Scanner(Text(text))
    scanner.run()
    return scanner


def test_entries_and_comments_come_in_the_order_of_the_text():
    found = scanned("a = 1 # one\n[t]\nb.c = [1, # two\n 2]\n[[u]]\n")
    assert [entry.path for entry in found.entries] == [("a",), ("t",), ("t", "b", "c"), ("u",)]
    assert [found.places.source(span) for span in found.comments] == ["# one", "# two"]
    assert len(found.entries[2].items) == 2


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("a = 1 b", 6, "end of the line"),
        ("a 1", 2, "Expected ="),
        ("a = [1", 4, "not closed"),
        ("a = {b = 1\n}", 4, "not closed on its line"),
        ("[a", 2, "Expected ]"),
        ("a = '", 4, "not closed"),
        ("a = 1\rb = 2", 5, "end of the line"),
        ("a = " + "[" * (MAX_DEPTH + 2), 4 + MAX_DEPTH + 1, "nested"),
        (".".join("a" * (MAX_PARTS + 1)) + " = 1", 2 * MAX_PARTS, "parts"),
        ("[" + ".".join("a" * (MAX_PARTS + 1)) + "]", 2 * MAX_PARTS + 1, "parts"),
    ],
)
def test_where_it_stops(text, offset, word):
    with pytest.raises(Stop) as stopped:
        scanned(text)
    assert word in stopped.value.message
    assert stopped.value.offset == offset


def test_a_key_of_many_parts_is_read():
    assert scanned(".".join("a" * MAX_PARTS) + " = 1").entries[0].path == tuple("a" * MAX_PARTS)
