"""What a fix would change, as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.findings import Edit, Fix, Rename, Untrack
from watchlint.findings.replacements import replacements


def change(before: bytes | None, after: bytes | None) -> list[tuple]:
    fix = Fix("d", [Edit("f", lambda data: after)])
    return [tuple(made)[1:] for made in replacements(fix, lambda path: before)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (b"a\nb\nc\n", b"a\nx\nc\n", [(2, 1, 2, 2, "x")]),
        (b"a\n", b"a\nb\n", [(2, 1, 2, 1, "b\n")]),
        (b"a\nb\n", b"a\n", [(2, 1, 3, 1, "")]),
        (b"", b"a", [(1, 1, 1, 1, "a")]),
        ("é = 1\n".encode(), "é = 22\n".encode(), [(1, 5, 1, 6, "22")]),
        (None, b"a", []),
        (b"a", None, []),
        (b"\xff", b"a", []),
        (b"\xef\xbb\xbfa", b"b", []),
    ],
)
def test_a_change(before, after, expected):
    assert change(before, after) == expected


@pytest.mark.parametrize("other", [Untrack(("f",)), Rename("f", "g")])
def test_what_is_no_text_is_left_out(other):
    assert replacements(Fix("d", [Edit("f", lambda data: b"x"), other]), lambda path: b"y") == []


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_putting_it_in_gives_the_text_after(before, after):
    ((line, column, end_line, end_column, text),) = change(before.encode(), after.encode())
    starts = [0, *(n + 1 for n, c in enumerate(before) if c == "\n")]
    start, end = starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1
    assert before[:start] + text + before[end:] == after
