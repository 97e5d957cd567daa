"""A table or a key that is given twice, merged where nothing contradicts."""

from __future__ import annotations

import pytest

from watchlint.facts.toml.reader import read
from watchlint.rules.streamlit.repairing.twice import merged


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("[a]\nb = 1\nb = 1\n", "[a]\nb = 1\n", 3),
        ("[a]\nb = 1\n\n[c]\nd = 1\n\n[a]\n# of e\ne = 1\n", "[a]\nb = 1\n# of e\ne = 1\n\n[c]\nd = 1\n\n", 7),
        ("[a]\r\nb = 1\r\n[a]\r\nc = 1", "[a]\r\nb = 1\r\nc = 1\r\n", 3),
        ("[a]\nb = 1\n[a]\n", "[a]\nb = 1\n", 3),
        ("[a]\n[a]\nb = 1\n", "[a]\nb = 1\n", 2),
    ],
)
def test_merged(before, after, line):
    text, number, what = merged(before)
    assert (text, number) == (after, line) and "stands twice" in what
    read(text.encode())


@pytest.mark.parametrize(
    "text",
    ["[a]\nb = 1\n", "[a]\nb = 1\nb = 2\n", "[a]\nb = 1\n[a]\nb = 2\nc = 1\n", "[[a]]\nb = 1\n[[a]]\nb = 1\n", "[a\n", "a = {b = 1}\n"],
)  # fmt: skip
def test_nothing_is_merged(text):
    assert merged(text) is None
