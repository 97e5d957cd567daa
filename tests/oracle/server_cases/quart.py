"""Quart, with an application that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["quart==0.22.0"],
    "files": {"main.py": "from quart import Quart\n\napp = Quart(__name__)\n"},
    "command": "-m quart --app main --debug run --port {port}".split(),
    "ready": "Running on",
}
