"""What editors write."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("[File Watcher (parcel)] Started watching: /srv", []),
    ("unable to watch the clock", []),
    ("the inotify(7) watch limit is fine", []),
    ("File watcher started", []),
    ("can't open /proc/sys/fs/inotify/max_user_watches: Permission denied", [("sysctl-read-only", "")]),  # no editor's
    ("[error] [File Watcher] Inotify limit reached (ENOSPC) (path: /srv)", [("vscode-watch-limit", "")]),
    ("Failed to watch /srv/User for configuration changes (Error: watch /srv/User EACCES)", []),
    ("Unable to watch for file changes. Please follow the link", [("vscode-large-workspace", "")]),
    ("The current inotify</b>(7) watch limit is too low", [("jetbrains-watch-limit", "")]),
    ("File watcher gave up to operate", [("jetbrains-watcher-disabled", "gave up to operate")]),
    ("Project files cannot be watched (are they under network mount?)", [("jetbrains-unwatchable", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
