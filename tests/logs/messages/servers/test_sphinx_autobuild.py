"""What sphinx-autobuild writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("[sphinx-autobuild] Serving on http://127.0.0.1:8000", []),
    ("[sphinx-autobuild] Detected changes (docs/a.rst, docs/b.rst)", [("sphinx-autobuild-reloading", "docs/a.rst")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
