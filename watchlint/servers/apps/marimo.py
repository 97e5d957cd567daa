"""`marimo edit --watch`: watchdog on the folder of each notebook that a browser has open, without what is below it.

Source: marimo 0.25.2 (_utils/file_watcher.py), checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers.model import Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers.watchdog import OnWatchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.servers.model import Beside
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings

_EACH = "marimo watches while a browser has the notebook open; each further notebook takes as many"


class Marimo(OnWatchdog):
    name = "marimo"
    title = "marimo edit --watch"
    deep = False
    programs = ("marimo",)
    imports = comes_with = ("marimo",)
    subcommands = ("edit", "run")
    reload = ("--watch",)
    still = ()
    flags = frozenset(
        "--headless --no-token --no-skew-protection --skew-protection --sandbox --no-sandbox --include-code"
        " --token --mcp --skip-update-check -y --yes -q --quiet -d --development-mode".split()
    )
    as_script = True
    loops = False
    on_visit = True
    example = "notebook.py"
    polls = "without watchdog marimo looks at the notebook each second: no watch is set"
    off = Way("do not watch: leave out --watch")

    def roots(self, words: Sequence[str], cwd: str) -> list[Root]:
        app = os.path.realpath(os.path.join(cwd, self.app(words) or "."))
        return [Root(app if os.path.isdir(app) else os.path.dirname(app), False)]

    def watching(
        self, words: Sequence[str], cwd: str, around: Surroundings | Beside, compiles: Iterable[str] = ()
    ) -> WatchPlan:
        found = super().watching(words, cwd, around, compiles)
        return found._replace(notes=(*found.notes, _EACH), instances=1) if found.roots else found


SERVER = Marimo()
