"""What the library watchfiles (notify 8.0.0) does with the folders it is given.

It follows links, adds every directory before any filter is asked (`--ignore-paths` and `--filter` save nothing), and
walks a root depth first. Source: watchfiles 1.3.0 (src/lib.rs, main.py, cli.py), notify 8.0.0 (src/inotify.rs).
"""

from __future__ import annotations

import os

from watchlint.servers import imported
from watchlint.servers import plan as plans
from watchlint.servers.model import FORCED, Planning, Server, Start, Way, positional, says, values
from watchlint.servers.plan import FAILS, STOPS, Root, WatchPlan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

POLLS = "watchfiles is told to poll (WATCHFILES_FORCE_POLLING): no watch is set"

VARIABLES = ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED")
"""The variables that it obeys, whoever uses it (main.py; the second one also src/lib.rs)."""

LISTS = "every folder is listed again and again: 13 % of a core at 3,600 folders with few files"
"""What polling costs: 1.71 s of CPU in 12 s, on 3,599 folders."""


def polls(environ: Mapping[str, str]) -> bool:
    """Whether these variables make watchfiles poll: set, and none of false, disable, disabled (main.py)."""
    value = environ.get("WATCHFILES_FORCE_POLLING", "")
    return bool(value) and value.lower() not in ("false", "disable", "disabled")


def ignores_errors(environ: Mapping[str, str]) -> bool:
    """Whether these variables make watchfiles go on, with what it has, after any error of a root (src/lib.rs)."""
    return bool(environ.get("WATCHFILES_IGNORE_PERMISSION_DENIED"))


def watcher(
    server: str,
    roots: Iterable[str],
    *,
    ignores: bool,
    environ: Mapping[str, str],
    recursive: bool = True,
    compiles: Iterable[str] = (),
    certain: bool = True,
    notes: Iterable[str] = (),
) -> WatchPlan:
    """A plan for a server that hands `roots` to one watchfiles watcher. `ignores`: it goes on after errors."""
    if polls(environ):
        return plans.nothing(server, POLLS, *notes)
    return WatchPlan(
        server,
        [Root(root, recursive, True) for root in roots],
        unreadable=STOPS if ignores else FAILS,
        compiles=compiles,
        certain=certain,
        notes=notes,
    )


class OnWatchfiles(Server):
    """A server that is told to reload by a flag, imports its app as a module and hands folders to watchfiles."""

    reloads_variable = ""
    """The variable that stands for the flag --reload."""
    flags: frozenset[str] = frozenset()
    """Its options that take no value."""
    folder_option = ""
    """Its option for the folder, beside the working one, from which it imports the app."""
    without = "without watchfiles it does not watch"
    """What happens where watchfiles is not installed."""
    ignores = False
    """It tells watchfiles to go on after errors."""

    may_use = ("watchfiles",)
    variables: tuple[str, ...] = VARIABLES
    polling = Way("poll: set WATCHFILES_FORCE_POLLING=true", LISTS, variable=FORCED)
    off = Way("do not watch: leave out --reload")

    def start(self, program: Program) -> Start | None:
        words = program.words
        said = [word for word in words if word in ("--reload", "--no-reload")]
        told = said[-1] == "--reload" if said else says(program.environment.get(self.reloads_variable))
        return Start(positional(words, self.flags), words, told)

    def typed(self, app: str | None) -> Start:
        app = imported.as_module_name(app) or "main:app"
        return Start(app, (app, "--reload"), True)

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        """The folders that it hands on, absolute."""
        given = values(words, self.narrower) or environ.get(self.narrower_variable, "").split(os.pathsep)
        return [os.path.join(cwd, path) for path in given if path] or [cwd]

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        folder = self.module_folder(launch)
        compiles, files, _ = imported.of_module(launch.app, folder, cwd, environ, around)
        return Planning(self._watching(launch.arguments, environ, cwd, around.has("watchfiles"), compiles), files)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return self._watching(running.words, running.environ, beside.cwd, beside.has("watchfiles"))

    def _watching(
        self,
        words: Sequence[str],
        environ: Mapping[str, str],
        cwd: str,
        has_watchfiles: bool | None,
        compiles: Iterable[str] = (),
    ) -> WatchPlan:
        if has_watchfiles is False:
            return plans.nothing(self.name, self.without)
        notes = [] if has_watchfiles else ["whether watchfiles is installed is not known: counted as if it were"]
        return watcher(
            self.name,
            self.roots(words, environ, cwd),
            ignores=self.ignores or ignores_errors(environ),
            environ=environ,
            compiles=compiles,
            certain=bool(has_watchfiles),
            notes=notes,
        )

    def watches(self, launch: Launch) -> bool:
        return launch.reloads and not polls(launch.environment)

    def module_folder(self, launch: Launch) -> str:
        return (values(launch.arguments, self.folder_option) or [""])[0] if self.folder_option else ""
