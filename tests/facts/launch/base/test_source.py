"""A launch file's text, and where in it things stand."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.source import LARGEST, Source, is_text

TEXTS = ["", "a", "a\nb", "a\r\nb\r\n", "\ufeffa\nb", "é\n\udcff", "\n\n"]


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_and_places_agree(text):
    source = Source("x", "shell", text.encode("utf-8", "surrogateescape"))
    assert source.text == text
    for at in range(text.startswith("\ufeff"), len(text) + 1):
        place = source.place(at)
        assert place["line"] == text.count("\n", 0, at) + 1
        assert source.offset(place["line"], place["column"]) == at
        assert (place["end_line"], place["end_column"]) == (place["line"], place["column"])


def test_a_place_with_an_end():
    place = Source("x", "shell", b"ab\ncd").place(1, 4)
    assert place == {"line": 1, "column": 2, "end_line": 2, "end_column": 2}


def test_newline():
    assert Source("x", "shell", b"a\r\n").newline == "\r\n"
    assert Source("x", "shell", b"a").newline == "\n"


@pytest.mark.parametrize(
    ("data", "wanted"), [(b"", True), (b"\xff", True), (b"a\0", False), (b"a" * LARGEST, True), (b"a" * (LARGEST + 1), False)]
)  # fmt: skip
def test_is_text(data, wanted):
    assert is_text(data) is wanted


def test_the_tree_of_a_file_that_is_json_may_hold_comments():
    assert Source(".vscode/a.json", "vscode", b"{// x\n}").tree.value == []
    assert Source("compose.yml", "compose", b"[").tree is None
