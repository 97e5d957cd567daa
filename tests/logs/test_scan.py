from __future__ import annotations

import io

import pytest

from watchlint.logs.reading import read_log

RELOADS = "WARNING:  WatchFiles detected changes in 'main.py'. Reloading...\n"
WAITS = "INFO:     Waiting for connections to close. (CTRL+C to force quit)\n"
RUNNING = "INFO:     Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)\n"
STARTED = "INFO:     Started reloader process [12] using WatchFiles\n"
RACE = "RuntimeError: dictionary changed size during iteration\n"
ROOTS = "INFO:     Will watch for changes in these directories: ['/srv']\n"
SERVING = "INFO:     Started server process [20312]\nINFO:     Application startup complete.\n"
RAISED = (
    '  File "/v/watchdog/observers/inotify_c.py", line 441, in _raise_error\n    raise OSError(err, os.strerror(err))\n'
)
HANDLED = '  File "/v/watchdog/observers/api.py", line 391, in dispatch_events\n    handler.dispatch(event)\n'
REFUSED = "PermissionError: [Errno 13] Permission denied\n"
STOPPING = "[INFO] Stopping worker-1\n[INFO] Stopping worker-1 runtime-1\n"
TRICKS = '  File "/v/watchdog/tricks/__init__.py", line 174, in start\n'
SIMPLE = '  File "/v/inotify_simple.py", line 9, in add_watch\n    raise\n'
NO_SPACE = "OSError: [Errno 28] No space left on device\n"
SCHEDULE = "Failed to schedule watch observer for path /srv\n"
WORKER = "[INFO] Using worker: uvicorn.workers.UvicornWorker\n"
RELOADED = "[INFO] Worker reloading: /srv/main.py modified\n"
WATCHER = '  File "/v/site-packages/streamlit/watcher/event_based_path_watcher.py", line 368, in handle\n'


def ids(log: str) -> list[str]:
    return [seen.message.id for seen in read_log(io.BytesIO(log.encode())).seen]


@pytest.mark.parametrize(
    "log, expected",
    [
        (RELOADS + "INFO:     Shutting down\n" + WAITS, ["uvicorn-reloading", "uvicorn-waits"]),
        ("INFO:     Shutting down\n" + WAITS, []),
        (RUNNING, ["uvicorn-without-reload"]),
        (RUNNING + STARTED, ["uvicorn-reloader"]),
        (RUNNING + STARTED.replace("WatchFiles", "StatReload"), ["uvicorn-polls"]),
        (RELOADS, ["uvicorn-reloading", "uvicorn-never-came-back"]),
        (RELOADS + "\n \n", ["uvicorn-reloading", "uvicorn-never-came-back"]),
        (RELOADS + "INFO:     Started server process [9]\n", ["uvicorn-reloading"]),
        (RUNNING + STARTED.replace(" using WatchFiles", ""), ["uvicorn-polls-old"]),
        (ROOTS + SERVING + RUNNING, ["uvicorn-roots", "uvicorn-server-alone"]),
        (ROOTS + RUNNING + STARTED + SERVING, ["uvicorn-roots", "uvicorn-reloader"]),
        (ROOTS + RUNNING, ["uvicorn-roots"]),
        (ROOTS + SERVING + RUNNING + STARTED, ["uvicorn-roots", "uvicorn-reloader"]),
        (RAISED + REFUSED, ["watchdog-permission"]),
        (RAISED + "supervisor says:\n\n" + REFUSED, ["watchdog-permission"]),
        (HANDLED + REFUSED, []),
        (RAISED + "OSError: No space left on device\n", ["watchdog-old-watch-limit"]),
        (RAISED + "OSError: Too many open files\n", ["watchdog-old-instance-limit"]),
        ("OSError: No space left on device\nOSError: Too many open files\n", ["enospc"]),
        ("OSError: [WinError 58] The specified server cannot\n", []),
        (RAISED + HANDLED * 3 + REFUSED, []),
        (RAISED + "OSError: [Errno 38] Function not implemented\n", ["watchdog-no-inotify"]),
        ("app-1  | " + RAISED.replace("\n    ", "\napp-1  |     ") + "app-1  | " + REFUSED, ["watchdog-permission"]),
        (SCHEDULE, ["streamlit-schedule-failed"]),
        (SCHEDULE + RAISED + REFUSED, ["watchdog-permission"]),
        (SCHEDULE.replace("/", "src\\"), ["streamlit-schedule-failed-windows"]),
        (RELOADED, ["gunicorn-reloading"]),
        (WORKER + RELOADED, ["gunicorn-uvicorn-worker"]),
        (STOPPING, ["granian-never-came-back"]),
        ("[INFO] Changes detected, reloading workers..\n" + STOPPING, ["granian-reloading", "granian-never-came-back"]),
        ("[INFO] Shutting down granian\n" + STOPPING, []),
        (STOPPING + "[INFO] Started worker-1\n", []),
        (TRICKS + REFUSED, []),
        (TRICKS + REFUSED.rstrip() + ": 'auto-restart'\n", ["watchmedo-command"]),
        ("    watch it\nerror: Io(Error { repr: Os { code: 28, message: x } })\n", ["notify-no-space"]),
        ("error: Io(Error { repr: Os { code: 28, message: x } })\n", []),
        (SIMPLE + NO_SPACE, ["python-inotify-watch-limit"]),
        (SIMPLE + "x\n" * 9 + NO_SPACE, ["enospc"]),
        ((SIMPLE + "x\n" * 9 + NO_SPACE) * 400, ["enospc"]),
        ((SIMPLE + NO_SPACE) * 400, ["python-inotify-watch-limit"]),
        (" * Restarting with stat\n * Debugger is active!\n", ["flask-reloader"]),
        (" * Restarting with stat\n", ["flask-reloader", "flask-never-started"]),
        (WATCHER + RACE, ["streamlit-watcher-race"]),
        (RACE + WATCHER, []),
        (RACE + WATCHER + RACE, ["streamlit-watcher-race"]),
        (WATCHER + "x\n" * 20_000 + RACE, []),
    ],
)
def test_what_stands_around_a_line_is_asked(log, expected):
    assert ids(log) == expected


def test_the_last_line_has_its_number():
    last = read_log(io.BytesIO(("x\n" * 5 + RELOADS + "\n\n").encode())).seen[-1]
    assert (last.message.id, last.first, last.last) == ("uvicorn-never-came-back", 6, 6)


def test_a_message_that_says_little_gives_way_in_any_block(monkeypatch):
    line = "_rust_notify.WatchfilesRustInternalError: Error creating recommended watcher: Too many open files (os error 24)\n"
    assert ids(line) == ids(line * 3000) == ["watchfiles-instance-limit"]


@pytest.mark.parametrize("request_line", ["GET /watch/9 HTTP/1.1 200\n", "GET /x?watch=9 HTTP/1.1 200\n", "watch\n"])
def test_a_name_in_every_line_hides_no_message(request_line):
    complaint = "GET /watch/ OSError: [Errno 28] inotify watch limit reached\n"
    log = (request_line * 9000 + complaint) * 3 + request_line * 300_000 + complaint
    found = read_log(io.BytesIO(log.encode())).seen
    assert [(seen.message.id, seen.count, seen.first, seen.last) for seen in found] == [
        ("watchdog-watch-limit", 4, 9001, 3 * 9001 + 300_001)
    ]
