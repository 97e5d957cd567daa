"""Textual, with an app that shows nothing on no terminal."""

from __future__ import annotations

_APP = """\
import os

from textual.app import App


class Empty(App):
    CSS_PATH = "app.tcss"

    def on_mount(self):
        os.write(2, b"here")


Empty().run()
"""

CASE = {
    "packages": ["textual==8.2.8", "textual-dev==1.8.0"],
    "files": {"app.py": _APP, "app.tcss": ""},
    "command": "{bin}/textual run --dev app.py".split(),
    "ready": "here",
    "hidden": True,
    "env": {"TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver", "PATH": "{bin}"},
}
