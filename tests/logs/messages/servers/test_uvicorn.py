"""What uvicorn writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import ends, said

RELOADS = "WARNING:  WatchFiles detected changes in 'main.py'. Reloading...\n"
WAITS = "INFO:     Waiting for connections to close. (CTRL+C to force quit)\n"
RUNNING = "INFO:     Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)\n"
STARTED = "INFO:     Started reloader process [12] using WatchFiles\n"
ROOTS = "INFO:     Will watch for changes in these directories: ['/srv']\n"
SERVING = "INFO:     Started server process [20312]\nINFO:     Application startup complete.\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("INFO:     Started server process [12]", []),
        ("INFO:     Detected a browser. Reloading...", []),
        ("PermissionError: [WinError 5] Access is denied", []),
        (STARTED, [("uvicorn-reloader", "WatchFiles")]),
        (STARTED.replace("WatchFiles", "StatReload"), [("uvicorn-polls", "StatReload")]),
        (STARTED.replace(" using WatchFiles", ""), [("uvicorn-polls-old", "")]),
        (RELOADS, [("uvicorn-reloading", "'main.py'")]),
        (RELOADS.replace("main.py", ".venv/lib/site-packages/x.py"), [("uvicorn-reloading-installed", "'.venv/lib/site-packages/x.py'")]),
        ("WARNING:  WatchGodReload detected file change in 'a.py'. Reloading...", [("uvicorn-reloading", "'a.py'")]),
        (ROOTS, [("uvicorn-roots", "'/srv'")]),
        ("WARNING:  Provided reload directories ['nope'] did not contain valid directories, watching", [("uvicorn-bad-reload-dir", "['nope']")]),
    ],
)  # fmt: skip
def test_what_a_line_says(line, expected):
    assert said(line) == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (RUNNING, ["uvicorn-without-reload"]),
        (RUNNING + STARTED, ["uvicorn-reloader"]),
        (ROOTS + RUNNING, ["uvicorn-roots"]),
        (ROOTS + SERVING + RUNNING, ["uvicorn-roots", "uvicorn-server-alone"]),
        (ROOTS + RUNNING + STARTED + SERVING, ["uvicorn-roots", "uvicorn-reloader"]),
        (ROOTS + SERVING + RUNNING + STARTED, ["uvicorn-roots", "uvicorn-reloader"]),
        ("INFO:     Shutting down\n" + WAITS, []),
        (RELOADS + "INFO:     Shutting down\n" + WAITS, ["uvicorn-reloading", "uvicorn-waits"]),
        (RELOADS, ["uvicorn-reloading", "uvicorn-never-came-back"]),
        (RELOADS + "\n \n", ["uvicorn-reloading", "uvicorn-never-came-back"]),
        (RELOADS + "INFO:     Started server process [9]\n", ["uvicorn-reloading"]),
        ("  os.kill(self.pid)\nPermissionError: [WinError 5] Access is denied\n", ["uvicorn-kill-denied"]),
    ],
)
def test_what_stands_around_a_line(log, expected):
    assert ends(log) == expected
