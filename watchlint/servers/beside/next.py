"""`next dev`: it watches the folders that it reads while it compiles, those of node_modules by use.

Source: next 16.4.6, with Turbopack and with webpack, checked against the kernel: how many they are can't be told before.
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

_NOTE = "counted is its folder; those that it reads as it compiles come on top: 155 for an empty app (145 of them in node_modules), 6 with --webpack"


class Next(Node):
    name = "next"
    title = "next dev"
    programs = ("next",)
    words = ("next",)
    at_least = True
    on = frozenset(("dev",))
    off = Way("do not watch: next start")

    def start(self, program: Program) -> Start | None:
        first = program.words[:1] or ("dev",)
        return Start(None, program.words, True) if first[0] == "dev" or first[0].startswith("-p") else None

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        return plans.WatchPlan(
            self.name, [Root(os.path.realpath(cwd), False)], instances=2, certain=False, notes=[_NOTE]
        )


SERVER = Next()
