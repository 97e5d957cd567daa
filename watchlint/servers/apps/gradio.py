"""`gradio app.py`: it polls.

Source: gradio 6.31.0 (cli/commands/reload.py; utils.py, watchfn), checked against the kernel.
"""

from __future__ import annotations

import shlex

from watchlint.servers.model import Call, Way
from watchlint.servers.watchers.polling import Poller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.servers.model import Start
    from watchlint.servers.program import Program

_MADE = ("Blocks", "Interface", "ChatInterface", "TabbedInterface")


class Gradio(Poller):
    name = "gradio"
    programs = ("gradio",)
    comes_with = ("gradio",)
    calls = (Call(tuple(f"gradio.{one}.{end}" for one in _MADE for end in ("launch", "queue.launch")), (), ()),)
    reload = still = ()
    flags = frozenset(("--watch-library",))
    always = by_file = True
    example = "app.py"
    looks_at = "every .py and .css file below the app's folder and the working one"
    every = "20 times a second"
    off = Way("do not watch: start the script with python")

    def start(self, program: Program) -> Start | None:
        start = super().start(program)
        return start if start and start.app and start.app.endswith(".py") else None  # `gradio deploy`, `gradio cc`

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        return shlex.join(["gradio", script])  # its code can't say it


SERVER = Gradio()
