"""What Panel writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("panel.io.server - Autoreload watcher started", []),
    ("ERROR: panel.io.server - Autoreload watcher failed", [("panel-watcher-failed", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
