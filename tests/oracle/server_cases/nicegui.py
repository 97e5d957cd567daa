"""NiceGUI, with an empty page."""

from __future__ import annotations

_APP = """\
import sys

from nicegui import ui

ui.label("x")
ui.run(port=int(sys.argv[1]), host="127.0.0.1", show=False{more})
"""

CASE = {
    "packages": ["nicegui==3.18.0"],
    "files": {"main.py": _APP.format(more="")},
    "off": {"main.py": _APP.format(more=", reload=False")},
    "command": "main.py {port}".split(),
    "ready": "NiceGUI ready to go",
}
