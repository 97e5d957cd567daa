"""Typed records at the price of a named tuple."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest

from watchlint.records import Record


class Point(Record):
    """A place."""

    x: int
    y: int = 0

    @property
    def sum(self) -> int:
        return self.x + self.y


def test_a_record_is_a_named_tuple():
    point = Point(1, y=2)
    assert point == (1, 2) and point.sum == 3 and Point(1) == (1, 0)
    assert point._replace(x=5) == Point(5, 2) and Point._fields == ("x", "y")
    assert (Point.__doc__.strip(), Point.__name__, Point.__qualname__) == ("A place.", "Point", "Point")
    assert repr(point) == "Point(x=1, y=2)"
    with pytest.raises(TypeError):
        Point()


def test_a_record_may_be_built_upon():
    class Named(Point):
        __slots__ = ()

        def __new__(cls, x: int) -> Named:
            return super().__new__(cls, x, x)

    assert Named(2).sum == 4


def test_typing_is_not_imported():
    code = "import sys, watchlint.records; sys.exit('typing' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"]).returncode
        == 0
    )


def test_records_are_compared_hashed_copied_and_pickled_as_tuples():
    point = Point(1, 2)
    assert pickle.loads(pickle.dumps(Point(3, 4))) == Point(3, 4) and type(copy.deepcopy(point)) is Point
    assert {point: "here"}[Point(1, 2)] == "here" and sorted([Point(2), Point(1)]) == [Point(1), Point(2)]
    assert (point._asdict(), Point._make([5, 6])) == ({"x": 1, "y": 2}, Point(5, 6))
    assert Point._field_defaults == {"y": 0} and Point.__match_args__ == ("x", "y")
    match point:
        case Point(x, y=second):
            assert (x, second) == (1, 2)
    with pytest.raises(AttributeError):
        point.x = 3
    with pytest.raises(AttributeError):
        point.z = 3


@pytest.mark.parametrize(
    "wrong", [lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: Point._make([1]), lambda: Point(1)._replace(z=1)]
)
def test_what_fits_no_field_is_refused(wrong):
    with pytest.raises((TypeError, ValueError)):
        wrong()


def test_a_field_without_a_default_goes_first():
    with pytest.raises(TypeError, match="Late"):

        class Late(Record):
            x: int = 0
            y: int
