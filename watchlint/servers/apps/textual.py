"""`textual run --dev`: it polls the files that its styles are in.

Source: textual 8.2.8 (app.py, file_monitor.py), textual-dev 1.8.0 (cli.py: the app takes its process's place, and is told by
a variable), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Start, Way
from watchlint.servers.watchers.polling import Poller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.program import Program


class Textual(Poller):
    name = "textual"
    title = "textual run --dev"
    programs = ("textual", "textual_dev")
    words = ("textual",)
    mark = "TEXTUAL=devtools"
    variables = ("TEXTUAL",)
    imports = comes_with = ("textual", "textual-dev")
    subcommands = ("run", "serve")
    reload = ("--dev",)
    still = ()
    flags = frozenset("-c --command -r --show-return".split())
    as_script = True
    example = "app.py"
    looks_at = "the style sheets of the app (an edit of Python code starts nothing again)"
    every = "4 times a second"
    off = Way("do not watch: leave out --dev")

    def start(self, program: Program) -> Start | None:
        if program.name not in self.programs:  # `python app.py`, by the mark in its process
            return Start(program.written or None, (), True)
        return super().start(program)


SERVER = Textual()
