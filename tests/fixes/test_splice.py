"""Pieces of a text replaced: every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.fixes.refused import Refused
from watchlint.fixes.splice import spliced


@pytest.mark.parametrize(
    ("data", "splices", "wanted"),
    [
        (b"abc", [], b"abc"), (b"abc", [(1, 2, "xy")], b"axyc"), (b"abc", [(1, 1, "x"), (0, 1, "")], b"xbc"),
        (b"abc", [(2, 3, "z"), (0, 1, "x")], b"xbz"), (b"abc", [(0, 1, "x")] * 2, b"xbc"), ("é\r\n".encode(), [(1, 1, "x")], "éx\r\n".encode()),
        (b"\xff\xfea", [(2, 3, "b")], b"\xff\xfeb"), (b"", [(0, 0, "x")], b"x"),
    ],
)  # fmt: skip
def test_spliced(data, splices, wanted):
    assert spliced(data, splices) == wanted


@pytest.mark.parametrize(
    "splices", [[(0, 2, "x"), (1, 3, "y")], [(0, 2, "x"), (0, 2, "y")], [(2, 1, "x")], [(2, 4, "x")], [(-1, 0, "x")]]
)
def test_what_can_not_be(splices):
    with pytest.raises(Refused):
        spliced(b"abc", splices)


@given(st.binary(max_size=20), st.text(st.characters(codec="utf-8"), max_size=5))
def test_any_bytes_stay(data, new):
    end = len(data.decode("utf-8", "surrogateescape"))
    assert spliced(data, [(end, end, new)]) == data + new.encode()
