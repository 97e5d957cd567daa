"""Granian, with an application that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["granian[reload]==2.8.7"],
    "files": {"main.py": "def app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'']\n"},
    "command": "-m granian --interface wsgi --port {port} --no-ws --reload main:app".split(),
    "ready": "Started worker-1",
}
