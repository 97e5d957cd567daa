"""Servers that look at files again and again: they set no watch, whatever lies beside the app."""

from __future__ import annotations

from watchlint.servers import plan as plans
from watchlint.servers.model import Planning
from watchlint.servers.watchers.told import Told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings


class Poller(Told):
    """A server that polls, and has no other way."""

    looks_at = "every module that is loaded"
    """What it looks at."""
    every = "each second"
    """How often."""

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        return Planning(self._nothing(), self.runs(launch, cwd, environ, around)[1])

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return self._nothing()

    def watches(self, launch: Launch) -> bool:
        return False

    def to_wait(self, polls: str, words: object, environ: Mapping[str, str], python: str) -> str | None:
        return None

    def _nothing(self) -> WatchPlan:
        return plans.nothing(self.name, f"{self.name} looks at {self.looks_at} {self.every}: no watch is set")
