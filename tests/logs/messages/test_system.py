"""What systemd, coreutils, inotify-tools and sysctl write."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("sysctl: setting key \"vm.swappiness\": Read-only file system", []),
    ("fs.inotify.max_user_watches = 524288", []),
    ("No space left on device", [("enospc", "")]),  # a disk, for all one knows: it says both
    ("tail: cannot open 'x' for reading: No such file or directory", []),
    ("Couldn't watch /srv: No such file or directory", []),
    ("inotify_add_watch() failed: No such file or directory", []),
    ("tail: cannot watch '/var/log/x.log': No space left on device", [("tail-watch-limit", "/var/log/x.log")]),
    ("tail: inotify cannot be used, reverting to polling: Too many open files", [("tail-limit", "")]),
    ("tail: inotify cannot be used, reverting to polling: Function not implemented", [("no-inotify", "")]),
    ("Couldn't initialize inotify: Too many open files", [("inotify-tools-instance-limit", "")]),
    ("Couldn't initialize inotify: Function not implemented", [("no-inotify", "")]),
    ("tee: /proc/sys/fs/inotify/max_user_instances: Permission denied", [("sysctl-read-only", "")]),
    ("fs.inotify.max_user_instances is only 128 but must be at least 512", [("limit-asked-for", "instances")]),
    ("watch dir /srv: no space left on device", [("watcher-no-space", "")]),
    ("OSError: [Errno 24] Too many open files: 'x'", [("open-files-limit", "")]),
    ("Error: ENOSPC Error", [("enospc", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
