"""What is known of one line."""

from __future__ import annotations

import re

import pytest

from watchlint.logs.messages.model import END, SEVERITIES, Message, severity


def message(problem: str, many: int = 30) -> Message:
    return Message("x", "x", problem, b"x", "x.", (), "x", ("x",), many=many)


@pytest.mark.parametrize(
    ("problem", "many", "count", "weight"),
    [
        ("", 30, 1000, "info"),
        ("harmless", 30, 1000, "info"),
        ("watch-limit", 30, 1, "error"),
        ("permission", 30, 1, "warning"),
        ("reload-loop", 30, 29, "info"),  # may be somebody's work
        ("reload-loop", 30, 30, "warning"),
        ("reload-loop", 2, 2, "warning"),
    ],
)
def test_how_much_it_weighs(problem, many, count, weight):
    assert severity(message(problem, many), count) == weight


def test_every_kind_has_a_weight():
    assert set(SEVERITIES.values()) == {"error", "warning", "info"}


@pytest.mark.parametrize(
    ("rest", "ends"),
    [("", True), ("  ", True), ("** `", True), ('\\n", "level": 3}', True), (": '/srv/x'", False), (" by hand", False)],
)
def test_the_end_of_a_line(rest, ends):
    assert bool(re.search(rb"Permission denied" + END, f"Permission denied{rest}".encode())) is ends
