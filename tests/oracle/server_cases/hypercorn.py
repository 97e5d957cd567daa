"""Hypercorn, with an application that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["hypercorn==0.18.0"],
    "files": {"main.py": "async def app(scope, receive, send):\n    pass\n"},
    "command": "-m hypercorn --bind 127.0.0.1:{port} --reload main:app".split(),
    "ready": "Running on",
}
