"""`webpack --watch`, `webpack serve`: the folders of the modules that it loads, and every folder above them.

Source: webpack 5.112.2 (watchpack 2), webpack-dev-server 5.2.7 and 6.1.0, checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.model import Start, Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers.node import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program

_NOTE = "counted are its folder and those above; those of the modules that it loads come on top"


class Webpack(Node):
    name = "webpack"
    title = "webpack --watch"
    programs = ("webpack", "webpack-cli", "webpack-dev-server")
    words = ("webpack",)
    library = "chokidar"
    at_least = True
    greets = ("Watchpack", "webpack-dev-server")
    variables = ("WATCHPACK_POLLING",)
    polling = Way("poll: set WATCHPACK_POLLING=true", variable=("WATCHPACK_POLLING", "true"))
    off = Way("do not watch: leave out --watch")

    def start(self, program: Program) -> Start | None:
        words = program.words
        watches = program.name == "webpack-dev-server" or words[:1] in (("serve",), ("s",), ("watch",), ("w",))
        return Start(None, words, True) if watches or not self.on.isdisjoint(words) else None

    def typed(self, app: str | None) -> Start:
        return Start(None, ("--watch",), True)

    def titled(self, environ: Mapping[str, str], holds: bool) -> Start | None:
        """webpack-cli 4 to 6 set the title `webpack`: which of its commands it is, the words tell no more."""
        return Start(None, ("--watch",), True) if holds or self.polls((), "", environ) else None

    def polls(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> str:
        value = environ.get("WATCHPACK_POLLING", "")
        return "webpack is told to poll (WATCHPACK_POLLING): no watch is set" if value not in ("", "false", "0") else ""

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        if polls := self.polls(words, cwd, environ):
            return plans.nothing(self.name, polls)
        folders = [os.path.realpath(cwd)]
        while folders[-1] != os.path.dirname(folders[-1]):
            folders.append(os.path.dirname(folders[-1]))
        return plans.WatchPlan(self.name, [Root(path, False) for path in folders], certain=False, notes=[_NOTE])


SERVER = Webpack()
