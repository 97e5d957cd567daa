"""Offsets as lines and columns."""

from __future__ import annotations

import pytest

from watchlint.facts.toml.text import Span, Text


@pytest.mark.parametrize(
    ("text", "offset", "position", "line"),
    [
        ("", 0, (1, 1), ""),
        ("ab", 1, (1, 2), "ab"),
        ("ab\n", 2, (1, 3), "ab\n"),
        ("ab\ncd", 3, (2, 1), "cd"),
        ("ab\r\ncd\r\n", 5, (2, 2), "cd\r\n"),
        ("a\rb\rc", 4, (1, 5), "a\rb\rc"),  # TOML knows no lone carriage return
        ("a\n\nb", 2, (2, 1), "\n"),
    ],
)
def test_a_place(text, offset, position, line):
    found = Text(text)
    assert found.position(offset) == position
    assert text[found.line_start(offset) : found.line_end(offset)] == line


def test_a_piece():
    text = Text("a = 1\nbc = 2\n")
    span = text.span(6, 8)
    assert span == Span(6, 8, 2, 1, 2, 3)
    assert text.source(span) == "bc"
