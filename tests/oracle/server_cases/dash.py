"""Dash, without watchdog: it polls."""

from __future__ import annotations

_APP = """\
import sys

from dash import Dash, html

app = Dash(__name__)
app.layout = html.Div("x")
app.run(port=int(sys.argv[1]), debug={debug})
"""

CASE = {
    "packages": ["dash==4.4.1"],
    "files": {"app.py": _APP.format(debug=True)},
    "off": {"app.py": _APP.format(debug=False)},
    "command": "app.py {port}".split(),
    "ready": "Dash is running on",
    "polls": True,
}
