"""What Chainlit writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("Error reloading the page", []),
    ("Reloading module: x", []),
    ("Error reloading config: no such key", [("chainlit-reload-failed", "no such key")]),
    ("2026-01-10 00:01:03 - Error reloading module: 'app'", [("chainlit-reload-failed", "'app'")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
