"""FastHTML, with an empty page and a database."""

from __future__ import annotations

_APP = """\
from fasthtml.common import *

app, rt = fast_app("data/notes.db")


@rt("/")
def get():
    return P("x")


serve(host="127.0.0.1"{more})
"""

CASE = {
    "packages": ["python-fasthtml==0.14.14", "fastlite==0.2.4"],
    "files": {"main.py": _APP.format(more="")},
    "off": {"main.py": _APP.format(more=", reload=False")},
    "command": ["main.py"],
    "ready": "Application startup complete",
    "env": {"PORT": "{port}"},
}
