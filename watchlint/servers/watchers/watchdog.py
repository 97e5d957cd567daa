"""What watchdog does with the folders it is given: the part that every server on it shares.

Source: watchdog 2.1.9, 6.0.0, 7.0.0 and 7.1.0, observers/inotify.py and inotify_c.py, checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.model import Planning
from watchlint.servers.plan import Root, WatchPlan
from watchlint.servers.watchers.told import Told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.surroundings import Surroundings

SHARED_INSTANCE = (7,)
"""The release since which one inotify instance serves all folders, and any failure below a root is ignored."""


def plan(
    server: str,
    roots: Iterable[Root],
    version: tuple[int, ...] | None,
    *,
    instances: int | None = None,
    compiles: Iterable[str] = (),
    certain: bool = True,
    notes: Iterable[str] = (),
) -> WatchPlan:
    """A plan for a server that hands `roots` to one watchdog observer of this release (None: taken for 7 or newer, and
    not certain). `instances`: where the server does not behave as one observer does. Links are never followed, and a
    folder that may not be read is left out (before 7 by `_raise_error`, which knows EACCES; from 7 by ignoring all)."""
    shared = version is None or version >= SHARED_INSTANCE
    if version is None:
        certain, notes = False, (*notes, "the release of watchdog is not known: counted as 7 or newer")
    return WatchPlan(
        server,
        [Root(root.path, root.recursive, False) for root in roots],
        instances=instances if instances is not None else (1 if shared else None),
        counts_union=shared,
        compiles=compiles,
        certain=certain,
        notes=notes,
    )


class OnWatchdog(Told):
    """A server that hands folders to one watchdog observer: by default the app's, with all below."""

    may_use = ("watchdog",)
    library = "watchdog"
    loops = True
    polls = ""
    """Why it sets no watch without watchdog; '' where it can't be installed without."""

    def roots(self, words: Sequence[str], cwd: str) -> list[Root]:
        """The folders that it hands on, absolute."""
        return [Root(self.home(words, cwd))]

    def makes(self, words: Sequence[str], cwd: str) -> list[str]:
        """The folders that it makes itself where they are not there, absolute."""
        return []

    def told_to_poll(self, words: Sequence[str]) -> bool:
        """Whether its words make it poll."""
        return bool(self.polling and set(self.polling.words) & set(words))

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        compiles, files = self.runs(launch, cwd, environ, around)
        found = self.watching(launch.arguments, cwd, around, compiles)
        return Planning(found, files, around.release("watchdog") if found.roots else ())

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return self.watching(running.words, beside.cwd, beside)

    def watching(
        self, words: Sequence[str], cwd: str, around: Surroundings | Beside, compiles: Iterable[str] = ()
    ) -> WatchPlan:
        """What these words make it watch; `around`: what tells which packages are installed."""
        if self.told_to_poll(words):
            return plans.nothing(self.name, f"{self.name} is told to poll: no watch is set")
        has = around.has("watchdog")
        if self.polls and has is False:
            return plans.nothing(self.name, self.polls)
        sure = bool(has) or not self.polls
        notes = () if sure else ("whether watchdog is installed is not known: counted as if it were",)
        found = plan(
            self.name,
            self.roots(words, cwd),
            around.release("watchdog"),
            compiles=compiles,
            certain=sure,
            notes=notes,
        )
        return found._replace(makes=tuple(self.makes(words, cwd)))

    def watches(self, launch: Launch) -> bool:
        return launch.reloads and not self.polls and not self.told_to_poll(launch.arguments)


def here(cwd: str, paths: Iterable[str]) -> list[Root]:
    """These folders of a working one, with all below, as roots."""
    return [Root(os.path.normpath(os.path.join(cwd, path))) for path in dict.fromkeys(paths)]
