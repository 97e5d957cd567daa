"""pytest-watch, with nothing to test."""

from __future__ import annotations

CASE = {
    "packages": ["pytest-watch==4.2.0", "watchdog==7.1.0", "setuptools<80"],
    "files": {},
    "command": "-m pytest_watch".split(),
    "ready": "no tests ran",
    "env": {"PYTEST_ADDOPTS": "-p no:cacheprovider"},
}
