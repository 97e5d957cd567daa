"""Where a new TOML key goes, and what goes with one that leaves."""

from __future__ import annotations

import pytest

from watchlint.facts.toml.document import Document
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml.places import deletions, insertion, newline


def after(text: str, splices) -> str:
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# (before, path, after) of a new key with the value 9
NEW = [
    ("", ("a",), "a = 9\n"),
    ("", ("a", "b"), "[a]\nb = 9\n"),
    ("[a]\nb = 1\n\n[c]\n", ("a", "x"), "[a]\nb = 1\nx = 9\n\n[c]\n"),
    ("[a]\n  b=1\n", ("a", "x"), "[a]\n  b=1\n  x=9\n"),
    ("[a]\n", ("a", "b", "c"), "[a]\n\n[a.b]\nc = 9\n"),
    ("[a]", ("b", "c"), "[a]\n\n[b]\nc = 9"),
    ("[a]\r\nb = 1\r\n", ("a", "x"), "[a]\r\nb = 1\r\nx = 9\r\n"),
    ("a.b = 1\nc = 1\n", ("a", "x"), "a.b = 1\na.x = 9\nc = 1\n"),
    ("a = {b = 1}\n", ("a", "x"), "a = {b = 1, x = 9}\n"),
    ("a = {}\n", ("a", "x"), "a = { x = 9 }\n"),
    ("a = 1\n\n[b]\n", ("x",), "a = 1\nx = 9\n\n[b]\n"),
    ("#:schema x\n# of b\n[b]\n", ("x",), "#:schema x\nx = 9\n\n# of b\n[b]\n"),
]


@pytest.mark.parametrize(("before", "path", "wanted"), NEW)
def test_where_a_new_key_goes(before, path, wanted):
    assert after(before, [insertion(Document(before), path, "9")]) == wanted


def test_what_stands_above_and_behind_it():
    assert after("[a]\nb = 1\n", [insertion(Document("[a]\nb = 1\n"), ("a", "x"), "9", "  # why", "# of x\n")]) == (
        "[a]\nb = 1\n# of x\nx = 9  # why\n"
    )


# (before, path, after), None where it is refused
GONE = [
    ("a = 1\nb = 2\n", ("a",), "b = 2\n"),
    ("x = 1\n\n# of a\na = 1  # why\n\nb = 2\n", ("a",), "x = 1\n\nb = 2\n"),
    ("x = 1\n\n[a]\nb = 1\nc = 2\n", ("a", "b"), "x = 1\n\n[a]\nc = 2\n"),
    ("x = 1\n\n[a]\nb = 1\n", ("a", "b"), "x = 1\n"),
    ("x = 1\n\n[a]\nb = 1\n\n[a.c]\nd = 1\n\n[e]\n", ("a",), "x = 1\n\n[e]\n"),
    ("a = {b = 1, c = 2, d = 3}\n", ("a", "b"), "a = {c = 2, d = 3}\n"),
    ("a = {b = 1, c = 2, d = 3}\n", ("a", "c"), "a = {b = 1, d = 3}\n"),
    ("a = {b = 1, c = 2, d = 3}\n", ("a", "d"), "a = {b = 1, c = 2}\n"),
    ("a.b = 1\na.c = 2\nd = 1\n", ("a",), "d = 1\n"),
    ("x = 1\n\n[a]\n# b = 2\nb = 1\n", ("a", "b"), None),
    ("x = 1\n\n[a]\nb = 1\n# what follows\n", ("a",), None),
    ("gone = 1\n", ("a",), "gone = 1\n"),
]


@pytest.mark.parametrize(("before", "path", "wanted"), GONE)
def test_what_goes_with_a_key(before, path, wanted):
    if wanted is None:
        with pytest.raises(Refused):
            deletions(Document(before), path)
    else:
        assert after(before, deletions(Document(before), path)[0]) == wanted


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [("a\r\nb\n", 0, "\r\n"), ("a\r\nb\n", 3, "\n"), ("a\r\nb", 3, "\r\n"), ("a", 0, "\n"), ("", 0, "\n")],
)
def test_newline(text, at, wanted):
    assert newline(Document(text), at) == wanted
