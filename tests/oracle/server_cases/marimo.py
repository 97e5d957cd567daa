"""marimo, with an empty notebook that a browser has open."""

from __future__ import annotations

CASE = {
    "packages": ["marimo==0.25.2", "watchdog==7.1.0"],
    "files": {"notes/page.py": "import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n    return\n"},
    "command": "-m marimo edit --watch --headless --no-token --host 127.0.0.1 --port {port} notes/page.py".split(),
    "ready": "in your browser",
    "opens": "/ws?session_id=s_watch1&file=notes/page.py",
}
