"""What watchdog writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import ends, said

RAISED = (
    '  File "/v/watchdog/observers/inotify_c.py", line 441, in _raise_error\n    raise OSError(err, os.strerror(err))\n'
)
HANDLED = '  File "/v/watchdog/observers/api.py", line 391, in dispatch_events\n    handler.dispatch(event)\n'
REFUSED = "PermissionError: [Errno 13] Permission denied\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('raise OSError(errno.ENOSPC, "inotify watch limit reached")', []),  # the code that a traceback quotes
        ("Inotify queue is empty", []),
        ("OSError: [Errno 28] inotify watch limit reached", [("watchdog-watch-limit", "")]),
        ("OSError: [Errno 24] inotify instance limit reached", [("watchdog-instance-limit", "")]),
        ("Inotify queue overflowed; reconciling recursive watches below b'/srv'", [("watchdog-queue-overflow", "")]),
        ("Unable to rebuild recursive inotify watches below '/srv'", [("watchdog-rebuild-failed", "")]),
    ],
)
def test_what_a_line_says(line, expected):
    assert said(line) == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        # the same words of an app, and of an event that an app handles
        (REFUSED, []),
        (HANDLED + REFUSED, []),
        (RAISED + HANDLED * 3 + REFUSED, []),
        ("OSError: No space left on device\nOSError: Too many open files\n", ["enospc"]),
        ("OSError: [WinError 58] The specified server cannot\n", []),
        (RAISED + REFUSED, ["watchdog-permission"]),
        (RAISED + "supervisor says:\n\n" + REFUSED, ["watchdog-permission"]),
        ("app-1  | " + RAISED.replace("\n    ", "\napp-1  |     ") + "app-1  | " + REFUSED, ["watchdog-permission"]),
        (RAISED + "OSError: No space left on device\n", ["watchdog-old-watch-limit"]),
        (RAISED + "OSError: Too many open files\n", ["watchdog-old-instance-limit"]),
        (RAISED + "OSError: [Errno 38] Function not implemented\n", ["watchdog-no-inotify"]),
        (RAISED + "FileNotFoundError: [Errno 2] No such file or directory\n", ["watchdog-missing-path"]),
    ],
)
def test_an_error_of_the_kernel_is_watchdog_s_where_its_own_code_stands_before_it(log, expected):
    assert ends(log) == expected
