"""What Gradio writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("Cannot find a gradio demo", []),
    ("Warning: Cannot statically find a gradio demo called main_block. Reload work may fail.", [("gradio-demo-name", "main_block")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
