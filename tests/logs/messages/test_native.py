"""What programs of their own language write."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("add_watch: cannot watch /srv WD=-1, Errno=Permission denied (EACCES)", []),
    ("java.io.IOException: Too many open files", []),
    ("The configured user limit (8192) on the number of open files has been reached", []),
    ("open /srv/x: too many open files", []),  # a file, no watcher
    ("watching: reads too many open files", []),
    ("failed to instantiate: too many arguments", []),
    ("add_watch: cannot watch /srv WD=-1, Errno=No space left on device (ENOSPC)", [("pyinotify-watch-limit", "/srv")]),
    ("  Cause: OS file watch limit reached.", [("notify-watch-limit", "")]),
    ("kubelet: failed to start Plugin Watcher. err: too many open files", [("go-instance-limit", "")]),
    ("fsnotify watcher: too many open files", [("go-instance-limit", "")]),
    ("Unable to add watch for path /srv/a b, errno 28", [("crashplan-watch-limit", "/srv/a b")]),
    ("failed to set up inotify handler", [("syncthing-limit", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
