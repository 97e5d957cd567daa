"""What Node's dev servers write."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("Error: ENOENT: no such file or directory, watch '/srv/x'", []),
    ("Watchpack Error (initial scan): Error: ENOENT", []),
    ("watching for file changes", []),
    ("Error: watch /srv/x ENOSPC", [("node-watch-limit", "")]),
    ("Error: EMFILE: too many open files, watch '/srv'", [("node-instance-limit", "")]),
    ("Error: EMFILE: too many open files, open '/srv/x'", [("node-own-open-files", "")]),  # a file, and no watcher
    ("[Error: inotify_add_watch on '/srv/a b' failed: No space left on device]", [("parcel-watch-limit", "/srv/a b")]),
    ('TurbopackInternalError: OS file watch limit reached. about ["/srv/app"]', [("next-watch-limit", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
