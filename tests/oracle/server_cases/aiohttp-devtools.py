"""aiohttp-devtools, with an application that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["aiohttp-devtools==1.1.2"],
    "files": {"app.py": "from aiohttp import web\n\napp = web.Application()\n"},
    "command": "-m aiohttp_devtools runserver --host 127.0.0.1 --port {port} --aux-port {port2} app.py".split(),
    "ready": "Starting dev server",
}
