"""A text that was read out of a file, and its places there."""

from __future__ import annotations

import re

from watchlint.facts.launch.base.text import Text, filled, text


def test_a_text_as_it_stands():
    said = text("abc", 5)
    assert said.span(0, 3) == (5, 8) and said.span(1, 1) == (6, 6)
    assert said.part(1, 3) == Text("bc", range(6, 9))
    assert said.part(1, 3).span(0, 2) == (6, 8)


def test_what_was_filled_in_stands_where_its_name_stands():
    said = Text("x python", [0, 1, *[2] * 6, 9])  # `x $(PY)`
    assert said.span(2, 8) == (2, 3)


def test_known_names_are_filled_in_and_stand_where_they_are_used():
    used = re.compile(r"<(\w+)>")
    found = filled(text("a <b> <c> d", 10), used, {"b": "xyz"})
    assert found.value == "a xyz <c> d"
    assert list(found.places) == [10, 11, 12, 12, 12, *range(15, 22)]
    assert filled(text("a <c>", 10), used, {"b": ""}) == text("a <c>", 10)
