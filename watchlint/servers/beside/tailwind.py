"""`tailwindcss --watch`: @parcel/watcher on every folder, .git, node_modules and virtual environments included.

Source: @tailwindcss/cli 4.3.5 (src/commands/build), checked against the kernel. `source("…")` behind the import in the style
sheet narrows it. Up to 3 it watches what `content` names (`tailwind_globs`).
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.servers.beside import tailwind_globs
from watchlint.servers.model import Start, Way, values
from watchlint.servers.watchers.node import Node, release

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.plan import WatchPlan

WHOLE = (4,)
"""The release since which it looks for its sources by itself."""

_SOURCE = re.compile(r"""@import\s+["']tailwindcss[^"']*["'][^;]*?\bsource\(\s*(?:["']([^"']*)["']|none)\s*\)""")


class Tailwind(Node):
    name = "tailwindcss"
    title = "tailwindcss --watch"
    programs = ("tailwindcss", "@tailwindcss/cli")
    words = ("tailwindcss",)
    on = frozenset(("--watch", "-w", "--watch=always"))
    in_parcel = True
    polling = Way("poll: --poll", words=("--poll",))
    off = Way("do not watch: leave out --watch")

    def typed(self, app: str | None) -> Start:
        return Start(None, ("--watch",), True)

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        sheet = os.path.join(cwd, ([*values(words, "-i"), *values(words, "--input")] or [""])[-1])
        found = _SOURCE.search(self._sheet(sheet))
        return (
            [os.path.join(os.path.dirname(sheet), path) for path in ("", found.group(1))]
            if found and found.group(1)
            else [cwd]
        )

    def polls(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> str:
        return "tailwindcss is told to poll: no watch is set" if "--poll" in words else ""

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        found = super().watching(words, cwd, environ)
        old = release("tailwindcss", cwd)
        return tailwind_globs.plan(found, words, cwd) if found.roots and () < old < WHOLE else found

    def _sheet(self, path: str) -> str:
        return regular.text(path) or ""


SERVER = Tailwind()
