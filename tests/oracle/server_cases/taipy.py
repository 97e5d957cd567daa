"""Taipy's pages, with the watchdog 4 that it asks for."""

from __future__ import annotations

_APP = """\
import sys

from taipy.gui import Gui

if __name__ == "__main__":
    Gui(page="# x").run(host="127.0.0.1", port=int(sys.argv[1]), run_browser=False, debug=True, use_reloader={on})
"""

CASE = {
    "packages": ["taipy-gui==4.1.2"],
    "files": {"main.py": _APP.format(on=True)},
    "off": {"main.py": _APP.format(on=False)},
    "command": "main.py {port}".split(),
    "ready": "Server",
    "watches_packages": True,
}
