"""Sanic, with an application that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["sanic==25.12.1"],
    "files": {
        "main.py": "from sanic import Sanic\n\napp = Sanic('x')\n\n\n@app.get('/')\nasync def f(request):\n    pass\n"
    },
    "command": "-m sanic main.app --dev --host 127.0.0.1 --port {port}".split(),
    "ready": "Starting worker",
}
