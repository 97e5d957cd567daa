"""Bokeh, with an empty page."""

from __future__ import annotations

CASE = {
    "packages": ["bokeh==3.8.1"],
    "files": {"app.py": "from bokeh.io import curdoc\n\ncurdoc()\n"},
    "command": "-m bokeh serve --dev --port {port} app.py".split(),
    "ready": "Bokeh app running",
}
