"""What Streamlit writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import ends, said

SCHEDULE = "Failed to schedule watch observer for path {}\n"
RAISED = (
    '  File "/v/watchdog/observers/inotify_c.py", line 441, in _raise_error\n    raise OSError(err, os.strerror(err))\n'
)
RACE = "RuntimeError: dictionary changed size during iteration\n"
WATCHER = '  File "/v/site-packages/streamlit/watcher/event_based_path_watcher.py", line 368, in handle\n'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("watch file /srv/app.py", []),
        ("FileNotFoundError: [Errno 2] No such file or directory: '/srv/page.py'", []),
        ("FileNotFoundError: [Errno 2] No such file or directory: '/srv/x.pyc'", []),
        ('"theme.primary" is not a valid config option', []),  # says nothing of watching
        ("Uncaught exception GET /_stcore/health", []),
        ("FileNotFoundError: No such file or directory: '/a/x.cpython-312.pyc.1404'", [("vanished-bytecode", "")]),
        ("FileNotFoundError: No such file or directory: '/a/page.py~'", [("vanished-temporary", "")]),
        ("Failed to watch file /srv/my app.py", [("streamlit-watch-failed", "/srv/my app.py")]),
        ("Watch folder is not a directory: /srv/nope", [("streamlit-watch-folder", "/srv/nope")]),
        ('"server.fileWatcher" is not a valid config option.', [("streamlit-unknown-option", "server.fileWatcher")]),
        ("Examining the path of torch.classes raised:", [("streamlit-torch", "")]),
    ],
)
def test_what_a_line_says(line, expected):
    assert said(line) == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (SCHEDULE.format("/srv"), ["streamlit-schedule-failed"]),
        (SCHEDULE.format("/srv") + RAISED + "PermissionError: [Errno 13] Permission denied\n", ["watchdog-permission"]),
        (SCHEDULE.format("src\\pages"), ["streamlit-schedule-failed-windows"]),
        (SCHEDULE.format("/srv\\n"), ["streamlit-schedule-failed"]),  # a newline in JSON is no separator
        (RACE, []),
        (RACE + WATCHER, []),
        (WATCHER + RACE, ["streamlit-watcher-race"]),
        (RACE + WATCHER + RACE, ["streamlit-watcher-race"]),
        ("ValueError: Paths don't have the same drive\n", []),
        (
            '  File "C:\\v\\streamlit\\web\\x.py"\nValueError: Paths don\'t have the same drive\n',
            ["streamlit-other-drive"],
        ),
    ],
)
def test_what_stands_around_a_line(log, expected):
    assert ends(log) == expected
