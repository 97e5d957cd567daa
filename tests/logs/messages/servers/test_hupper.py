"""What hupper writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("watchdog says nothing", []),
    ("AttributeError: 'X' object has no attribute 'emitters'", []),
    ("watchdog error: [Errno 28] inotify add failed", [("hupper-error", "[Errno 28] inotify add failed")]),
    ("AttributeError: 'WatchdogFileMonitor' object has no attribute '_emitters'", [("watchdog-no-emitters", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
