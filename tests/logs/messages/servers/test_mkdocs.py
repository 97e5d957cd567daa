"""What mkdocs writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("INFO    -  Detected no changes", []),
    ("INFO    -  Watching paths for changes: 'docs', 'mkdocs.yml'", [("mkdocs-roots", "'docs', 'mkdocs.yml'")]),
    ("INFO    -  [19:20:15] Detected file changes", [("mkdocs-reloading", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
