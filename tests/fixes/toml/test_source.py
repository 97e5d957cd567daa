"""Values and keys as TOML source: what is written reads as what was given."""

from __future__ import annotations

import datetime

import pytest

from watchlint.facts.toml.reader import read
from watchlint.fixes.toml.source import literal, same

WRITTEN = [
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (-1.5, "-1.5"),
    ("", '""'),
    ('\b\t\n\f\r"\\', '"\\b\\t\\n\\f\\r\\"\\\\"'),
    ("\x00\x1f\x7f é", '"\\u0000\\u001F\\u007F é"'),
    ([], "[]"),
    ([1, [True]], "[1, [true]]"),
    ({}, "{}"),
    ({"a": {}, "x y": 1}, '{ a = {}, "x y" = 1 }'),
    (datetime.date(1979, 5, 27), "1979-05-27"),
    (datetime.time(7, 32), "07:32:00"),
    (datetime.datetime(1979, 5, 27, 7, 32, tzinfo=datetime.timezone.utc), "1979-05-27T07:32:00+00:00"),
]


@pytest.mark.parametrize(
    ("value", "source"), WRITTEN, ids=[f"{type(value).__name__}-{number}" for number, (value, _) in enumerate(WRITTEN)]
)
def test_a_literal_reads_as_its_value(value, source):
    assert literal(value) == source
    assert same(read(f"a = {source}\n".encode())["a"], value)


def test_a_tuple_is_an_array():
    assert literal((1, 2)) == "[1, 2]"


@pytest.mark.parametrize("value", [None, b"x", {1}])
def test_what_toml_has_not_is_a_type_error(value):
    with pytest.raises(TypeError, match=f"^TOML has no {type(value).__name__}$"):
        literal(value)


DIFFERENT = [
    (True, 1),
    (1, 1.0),
    (False, 0),
    (0.0, -0.0),
    ("1", 1),
    ([1], [1, 2]),
    ([True], [1]),
    ({"a": 1}, {"b": 1}),
    ({"a": 1}, {"a": 2}),
    ({}, []),
]
EQUAL = [(float("nan"), float("nan")), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ((1, 2), [1, 2]), ("x", "x")]


@pytest.mark.parametrize(
    ("left", "right", "expected"), [(*pair, False) for pair in DIFFERENT] + [(*pair, True) for pair in EQUAL]
)
def test_same_is_equality_as_toml_sees_it(left, right, expected):
    assert same(left, right) is expected
    assert same(right, left) is expected
