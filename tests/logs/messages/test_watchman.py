"""What watchman writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("watchman: opened 3 files", []),
    ("Recrawled nothing", []),
    ("opendir(/srv/x) -> No such file or directory", []),
    ("opendir(/srv/x) -> Permission denied", [("watchman-permission", "/srv/x")]),
    ("opendir(/srv/x) -> Too many open files", [("watchman-open-files", "")]),
    ("A non-recoverable condition has triggered.  Watchman needs your help!", [("watchman-poisoned", "")]),
    # the cause is named: what follows from it says no more
    ("A non-recoverable condition has triggered.\nopendir(/srv/x) -> Too many open files", [("watchman-open-files", "")]),
    ("watchman warning:  Recrawled this watch 1 time, most recently because:", [("watchman-recrawl", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
