"""The fastest way to ask whether bytes hold a literal."""

from __future__ import annotations

import ctypes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.logs.literals import finder


@given(st.binary(max_size=30), st.binary(min_size=1, max_size=3))
def test_it_is_what_python_finds(block, literal):
    assert finder()(block, literal) is (literal in block)


@pytest.mark.parametrize(
    ("block", "literal"), [(b"a\0bc", b"bc"), (b"a\0bc", b"\0b"), (b"", b"a"), (b"a" * 100_000 + b"b", b"ab")]
)
def test_zero_bytes_and_ends(block, literal):
    assert finder()(block, literal) is (literal in block)


def test_where_the_c_library_has_no_memmem(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda *_: object())
    assert finder()(b"abc", b"bc") is True and finder()(b"abc", b"x") is False
