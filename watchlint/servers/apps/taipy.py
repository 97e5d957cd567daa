"""`python main.py` with Taipy's `Gui(…).run(use_reloader=True)`: Werkzeug's reloader, with the watchdog that it asks for.

Source: taipy-gui 4.1.2 (gui/gui.py, run; gui/config.py: without `use_reloader` it does not reload), checked against the kernel.
"""

from __future__ import annotations

import shlex

from watchlint.servers.model import Call
from watchlint.servers.watchers import werkzeug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Taipy(werkzeug.InCode):
    name = "taipy"
    title = "Taipy's Gui.run(use_reloader=True)"
    calls = (Call(("taipy.gui.Gui.run", "taipy.Gui.run", "taipy.run"), ("use_reloader",), ()),)
    imports = ("taipy",)
    packages = comes_with = ("taipy", "taipy-gui")
    needs = ()
    polling = None  # it can't be installed without watchdog

    def said(self, words: Sequence[str]) -> bool | None:
        """gui/_gui_cli.py: options of the script itself, which win over its code."""
        return False if "--no-reloader" in words else "--use-reloader" in words or None

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        return shlex.join(["python", script, "--use-reloader"])


SERVER = Taipy()
