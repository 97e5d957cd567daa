"""What Granian writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("[INFO] Changes detected", []),
    ("[INFO] reloading workers", []),
    ("[INFO] Changes detected, reloading workers..", [("granian-reloading", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
