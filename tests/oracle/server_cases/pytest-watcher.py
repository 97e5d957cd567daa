"""pytest-watcher, before its first run of the tests."""

from __future__ import annotations

CASE = {
    "packages": ["pytest-watcher==0.6.3", "watchdog==7.1.0"],
    "files": {},
    "command": "-m pytest_watcher .".split(),
    "ready": "Waiting for file changes",
}
