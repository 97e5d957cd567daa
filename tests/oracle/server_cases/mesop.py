"""Mesop, with an empty page."""

from __future__ import annotations

CASE = {
    "packages": ["mesop==1.3.7"],
    "files": {"main.py": "import mesop as me\n\n\n@me.page(path='/')\ndef page():\n    me.text('')\n"},
    "command": "{bin}/mesop main.py --port {port}".split(),
    "ready": "Running with hot reload",
    "quiet": "Running server on",
}
