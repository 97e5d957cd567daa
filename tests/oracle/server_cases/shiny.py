"""Shiny, with an empty page."""

from __future__ import annotations

CASE = {
    "packages": ["shiny==1.8.0", "watchfiles"],
    "files": {"app.py": "from shiny import App, ui\n\napp = App(ui.page_fluid(), None)\n"},
    "command": "-m shiny run --port {port} --reload app.py".split(),
    "ready": "Application startup complete",
}
