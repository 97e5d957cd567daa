"""Reflex's back end, with an empty page; its front end would download what it needs."""

from __future__ import annotations

CASE = {
    "packages": ["reflex==0.10.1"],
    "files": {
        "rxconfig.py": "import reflex as rx\n\nconfig = rx.Config(app_name='app', telemetry_enabled=False)\n",
        "app/__init__.py": "",
        "app/app.py": "import reflex as rx\n\n\ndef index():\n    return rx.text('')\n\n\napp = rx.App()\napp.add_page(index)\n",
    },
    "command": "-m reflex run --backend-only --backend-host 127.0.0.1 --backend-port {port}".split(),
    "ready": "Backend running at",
    "quiet": "App running at",
}
