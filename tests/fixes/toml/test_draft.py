"""A TOML file being changed: what a change may not do is refused, with the line where it begins."""

from __future__ import annotations

import pytest

from watchlint.fixes.refused import Refused
from watchlint.fixes.toml.draft import Draft, with_value, without

TEXT = b"a = 1\nb = [\n  1,\n]\nc = 3\n"
VALUES = {"a": 1, "b": [1], "c": 3}

FINISHED = {
    # name: (pieces, values, bytes)
    "two pieces, in either order": (
        [(23, 24, "4"), (4, 5, "2")],
        {**VALUES, "a": 2, "c": 4},
        b"a = 2\nb = [\n  1,\n]\nc = 4\n",
    ),
    "an insertion between lines": ([(6, 6, "x = 0\n")], {**VALUES, "x": 0}, b"a = 1\nx = 0\nb = [\n  1,\n]\nc = 3\n"),
    "a deletion": ([(6, 19, "")], {"a": 1, "c": 3}, b"a = 1\nc = 3\n"),
}


@pytest.mark.parametrize(("pieces", "values", "expected"), FINISHED.values(), ids=FINISHED)
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_finished(bom, pieces, values, expected):
    assert Draft(bom + TEXT).finish(pieces, values) == bom + expected


REFUSED = {
    "no longer TOML, over several lines": ([(10, 18, "")], VALUES, "^line 2: the change would not be valid TOML"),
    "a value more": ([(23, 24, "3\nd = 4")], VALUES, "^line 5: the change would alter more than it should$"),
    "another value, over several lines": (
        [(10, 18, "[2]")],
        VALUES,
        "^line 2: the change would alter more than it should$",
    ),
    "1 for true": ([(4, 5, "true")], VALUES, "^line 1: the change would alter more"),
}


@pytest.mark.parametrize(("pieces", "values", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_expected_is_refused(pieces, values, reason):
    with pytest.raises(Refused, match=reason):
        Draft(TEXT).finish(pieces, values)


@pytest.mark.parametrize(
    ("values", "path", "explicit", "left"),
    [
        ({"a": {"b": 1, "c": 2}}, ("a", "b"), set(), {"a": {"c": 2}}),
        ({"a": {"b": 1}, "c": 2}, ("a", "b"), set(), {"c": 2}),
        ({"a": {"b": 1}, "c": 2}, ("a", "b"), {("a",)}, {"a": {}, "c": 2}),
        ({"a": {"b": {"c": 1}}}, ("a", "b", "c"), {("a",)}, {"a": {}}),
        ({"a": {"b": {"c": 1}}}, ("a", "b", "c"), {("a", "b")}, {"a": {"b": {}}}),
    ],
)
def test_without_a_value(values, path, explicit, left):
    assert without(values, path, explicit) == left


def test_with_a_value_leaves_what_was_given():
    values = {"a": {"b": 1}}
    assert with_value(values, ("a", "c", "d"), 2) == {"a": {"b": 1, "c": {"d": 2}}}
    assert values == {"a": {"b": 1}}


def test_the_line_of_a_path():
    draft = Draft(b"\n[a.b]\nc = 1\n")
    assert [draft.line(path) for path in [("a",), ("a", "b", "c"), ("x",)]] == [2, 3, 1]
