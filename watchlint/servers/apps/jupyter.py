"""`jupyter lab`, `jupyter notebook`: nothing is watched, the page in the browser asks.

Source: jupyterlab 4.6.6, checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers import plan as plans
from watchlint.servers.model import Way
from watchlint.servers.watchers.polling import Poller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.model import Start
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program

_PAGES = ("lab", "notebook", "server")
_ALONE = ("jupyter-lab", "jupyterlab", "jupyter-notebook", "notebook", "jupyter-server", "jupyter_server")
_NO_PAGES = frozenset("build clean list stop password path paths workspaces extension extensions licenses".split())
"""What they do beside serving."""


class Jupyter(Poller):
    name = "jupyter"
    title = "jupyter lab"
    programs = ("jupyter", *_ALONE)
    words = ("jupyter",)
    comes_with = ("jupyterlab", "notebook", "jupyter-server")
    reload = still = ()
    always = True
    example = ""
    off = Way("nothing is watched")

    def start(self, program: Program) -> Start | None:
        words = program.words
        if program.name not in _ALONE:
            if words[:1] == () or words[0] not in _PAGES:
                return None
            words = words[1:]
        return super().start(program) if not words or words[0] not in _NO_PAGES else None

    def app(self, words: object) -> str | None:
        return None

    def _nothing(self) -> WatchPlan:
        return plans.nothing(
            self.name, "jupyter watches nothing: the page in the browser asks whether a file has changed"
        )


SERVER = Jupyter()
