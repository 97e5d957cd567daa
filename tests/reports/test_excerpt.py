"""The lines a finding stands on, as a terminal shows them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.findings import ERROR, Finding, Rule
from watchlint.reports.excerpt import LARGEST, cells, excerpt
from watchlint.reports.terminal import Painter

RULE = Rule("a-rule", ERROR, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")


def shown(data: bytes, *place: int | None, width: int = 60) -> list[str]:
    """The excerpt without its first and last line, which hold a bar alone."""
    lines = excerpt(Finding(RULE, "m", "f", *place), data, width, Painter(False))
    if lines:
        assert lines[0].strip() == lines[-1].strip() == "|"
    return lines[1:-1]


@pytest.mark.parametrize(
    ("data", "place", "expected"),
    [
        (b"a\nbc d\ne\n", (2, 1, 2, 3), ["1 | a", "2 | bc d", "  | ^^", "3 | e"]),
        (b"a\nbc d\ne\n", (2, 4), ["1 | a", "2 | bc d", "  |    ^", "3 | e"]),
        (b"a\nbc d\ne\n", (2,), ["1 | a", "2 | bc d", "3 | e"]),
        (b"only", (1, 1, 1, 5), ["1 | only", "  | ^^^^"]),
        # blank lines around are left out
        (b"\n\nx\n\n", (3, 1), ["3 | x", "  | ^"]),
        # the end of the file
        (b"a\nb", (2, 2), ["1 | a", "2 | b", "  |  ^"]),
        (b"a\nb\n", (3, 1), ["2 | b", "3 |", "  | ^"]),
        (b"a\nb\n", (4, 1), []),
        (b"a\n", (1, 9), ["1 | a", "  |  ^"]),
        # BOM, CRLF, tabs
        (b"\xef\xbb\xbfab\n", (1, 1, 1, 3), ["1 | ab", "  | ^^"]),
        (b"a\r\nbc\r\nd\r\n", (2, 1, 2, 3), ["1 | a", "2 | bc", "  | ^^", "3 | d"]),
        (b"\tx = 1\n", (1, 2, 1, 3), ["1 |     x = 1", "  |     ^"]),
        (b"a\tb\tc\n", (1, 3, 1, 6), ["1 | a    b    c", "  |      ^^^^^^"]),
        # wide characters, one put over another, and what a terminal would obey
        ("名 = 値 x\n".encode(), (1, 5, 1, 6), ["1 | 名 = 値 x", "  |      ^^"]),
        ("e\u0301 = x\n".encode(), (1, 6, 1, 7), ["1 | e\u0301 = x", "  |     ^"]),
        (b"\x1b[31mx = 1\n", (1, 6, 1, 7), ["1 | \\x1b[31mx = 1", "  |         ^"]),
        (b"a\x00b\n", (1, 1), []),
        (b"caf\xe9 = 1\n", (1, 1, 1, 5), ["1 | caf\ufffd = 1", "  | ^^^^"]),
        (b"##[error]x\n", (1, 1), ["1 | \\x23#[error]x", "  | ^"]),
        # several lines
        (
            b"a\n  b\n  cd e\nf\n",
            (1, 1, 3, 5),
            ["1 | a", "  | ^", "2 |   b", "  |   ^", "3 |   cd e", "  |   ^^", "4 | f"],
        ),
        (b"a\nb\nc\nd\ne\nf\ng\nh\n", (1, None, 8), ["1 | a", "2 | b", "3 | c", "  …"]),
        (b"a\n", (1, 1, 5, 1), ["1 | a", "  | ^"]),
        # ten lines and more keep the bars in one column
        (b"a\n" * 12, (10, 1), [" 9 | a", "10 | a", "   | ^", "11 | a"]),
        (b"", (1, 1), []),
        (b"a\n", (), []),
    ],
)
def test_an_excerpt(data, place, expected):
    assert shown(data, *place) == expected


def test_a_long_line_is_cut():
    assert shown(b"x" * 100, 1, 1, 1, 3, width=20) == ["1 | " + "x" * 15 + "…", "  | ^^"]
    assert shown(b"x" * 100, 1, 1, 1, 101, width=20) == ["1 | " + "x" * 15 + "…", "  | " + "^" * 16]


def test_what_is_wrong_far_to_the_right_is_seen():
    source, carets = shown(b"a" * 500 + b"WRONG" + b"b" * 500, 1, 501, 1, 506, width=40)
    assert source.startswith("1 | …") and source.endswith("…") and len(source) <= 40
    assert source[carets.index("^") : carets.rindex("^") + 1] == "WRONG"


def test_a_huge_file_is_not_split():
    assert shown(b"a\n" * LARGEST, 1, 1) == []


@settings(deadline=None)
@given(
    st.text("a \t\r\n\x1b:#é漢\u0301\u202e", max_size=200),
    st.tuples(*[st.none() | st.integers(1, 60)] * 4),
    st.integers(40, 120),
)
def test_no_line_is_wider_than_the_terminal(text, place, width):
    for line in shown(text.encode(), *place, width=width):
        assert cells(line) <= width + 3 and "\x1b" not in line  # "##[" grows by three where it is broken


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("é", 1), ("漢字", 4), ("e\u0301", 1), ("\ufeffa", 1), ("…", 1)]
)
def test_cells(text, columns):
    assert cells(text) == columns
