"""Typed records at the price of a named tuple."""

from __future__ import annotations

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
