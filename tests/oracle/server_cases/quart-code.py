"""Quart that its app's own code starts."""

from __future__ import annotations

_APP = """\
import sys

from quart import Quart

app = Quart("x")
app.run(port=int(sys.argv[1]){more})
"""

CASE = {
    "server": "quart",
    "packages": ["quart==0.22.0"],
    "files": {"main.py": _APP.format(more="")},
    "off": {"main.py": _APP.format(more=", use_reloader=False")},
    "command": "main.py {port}".split(),
    "ready": "Running on",
}
