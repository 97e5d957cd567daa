"""What watchfiles and watchgod write."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("PermissionError: [Errno 13] Permission denied: '/srv/x'", []),
    ("FileNotFoundError: [Errno 2] No such file or directory: '/srv/x'", []),
    ("no changes detected", []),
    ('OSError: OS file watch limit reached. about ["/srv/a b"] (Error)', [("watchfiles-watch-limit", "/srv/a b")]),
    ('"msg": "OSError: OS file watch limit reached. about [\\"/srv\\"]"', [("watchfiles-watch-limit", "/srv")]),
    ("error in underlying watcher: IO error for operation on ./x y: No such file or directory (os error 2)", [("watchfiles-dangling-link", "./x y")]),
    ("error in underlying watcher: No such device", [("watchfiles-watcher-died", "No such device")]),
    ("2 changes detected", [("watchfiles-noise", "2")]),
    ("1 change detected: {(<Change.deleted: 3>, '/srv/a.css')}", [("watchfiles-replaced", "/srv/a.css")]),
    ("error walking file system: OSError [Errno 40] Too many levels", [("watchgod-walk-failed", "OSError [Errno 40] Too many levels")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
