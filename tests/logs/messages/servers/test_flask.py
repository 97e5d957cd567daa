"""What Flask, and what else runs on Werkzeug, writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import ends, said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Detected change in the weather", []),
        ("[Errno 8] Exec format error: '/app/app.py'", []),  # any program's
        ("An operation was attempted on something that is not a socket", []),
        ("can't open file '/srv/flask.py'", []),
        (" * Debug mode: on", []),
        (" * Detected change in '/srv/app.py', reloading", [("flask-reloading", "'/srv/app.py'")]),
        (
            " * Detected change in '/v/site-packages/x.py', reloading",
            [("flask-reloading-installed", "'/v/site-packages/x.py'")],
        ),
        (" * Restarting with watchdog (inotify)", [("flask-reloader", "watchdog (inotify)")]),
        (" * Debug mode: off", [("flask-debug-off", "")]),
        (" * Debug mode: off\n * Restarting with stat", [("flask-reloader", "stat")]),  # told to reload all the same
    ],
)
def test_what_a_line_says(line, expected):
    assert said(line) == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (" * Restarting with stat\n * Debugger is active!\n", ["flask-reloader"]),
        (" * Restarting with stat\n", ["flask-reloader", "flask-never-started"]),
        (" * Detected change in '/srv/a.py', reloading\n\n", ["flask-reloading", "flask-never-came-back"]),
    ],
)
def test_a_log_that_ends_with_a_restart(log, expected):
    assert ends(log) == expected
