"""What the library watchfiles (notify 8.0.0) does with the folders it is given.

It follows links, adds every directory before any filter is asked (`--ignore-paths` and `--filter` save nothing), and
walks a root depth first. Source: watchfiles 1.3.0 (src/lib.rs, main.py, cli.py), notify 8.0.0 (src/inotify.rs).
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.model import FORCED, Planning, Way, values
from watchlint.servers.plan import FAILS, STOPS, Root, WatchPlan
from watchlint.servers.watchers.told import Told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.surroundings import Surroundings

POLLS = "watchfiles is told to poll (WATCHFILES_FORCE_POLLING): no watch is set"

VARIABLES = ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED")
"""The variables that it obeys, whoever uses it (main.py; the second one also src/lib.rs)."""

LISTS = "every folder is listed again and again: 13 % of a core at 3,600 folders with few files"
"""What polling costs: 1.71 s of CPU in 12 s, on 3,599 folders."""


UNKNOWN = "whether watchfiles is installed is not known: counted as if it were"


def polls(environ: Mapping[str, str]) -> bool:
    """Whether these variables make watchfiles poll: set, and none of false, disable, disabled (main.py)."""
    value = environ.get("WATCHFILES_FORCE_POLLING", "")
    return bool(value) and value.lower() not in ("false", "disable", "disabled")


def ignores_errors(environ: Mapping[str, str]) -> bool:
    """Whether these variables make watchfiles go on, with what it has, after any error of a root (src/lib.rs)."""
    return bool(environ.get("WATCHFILES_IGNORE_PERMISSION_DENIED"))


_BRING = ("watchfiles", "fastapi-cli", "django-watchfiles", "nicegui")


def is_asked_for(dependencies: Dependencies, extras: Iterable[str] = ()) -> bool:
    """Whether the project asks for watchfiles: by name, or by a package that brings it, or one of `extras` (`name[extra]`)."""
    if any(map(dependencies.requires, _BRING)):
        return True
    named = [one.rstrip("]").partition("[")[::2] for one in extras]
    if any(extra in asked.extras for name, extra in named for asked in dependencies.of(name)):
        return True
    return any(dependencies.installs(name, extra) for name, extra in [*((one, "") for one in _BRING), *named])


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


class OnWatchfiles(Told):
    """A server that hands folders to watchfiles: the working one, or those of an option."""

    without = "without watchfiles it does not watch"
    """What happens where watchfiles is not installed."""
    ignores = False
    """It tells watchfiles to go on after errors."""
    brings = False
    """It can't be installed without watchfiles."""

    may_use = ("watchfiles",)
    library = "watchfiles"
    serving = ("WATCHFILES_",)
    variables: tuple[str, ...] = VARIABLES
    polling = Way("poll: set WATCHFILES_FORCE_POLLING=true", LISTS, variable=FORCED)
    off = Way("do not watch: leave out --reload")

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        """The folders that it hands on, absolute."""
        given = values(words, self.narrower) or environ.get(self.narrower_variable, "").split(os.pathsep)
        return [os.path.join(cwd, path) for path in given if path] or [cwd]

    def makes(self, cwd: str, environ: Mapping[str, str]) -> list[str]:
        """The folders that it makes itself where they are not there, absolute."""
        return []

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        compiles, files = self.runs(launch, cwd, environ, around)
        return Planning(self.watching(launch.arguments, environ, cwd, around, compiles), files)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return self.watching(running.words, running.environ, beside.cwd, beside)

    def watching(
        self,
        words: Sequence[str],
        environ: Mapping[str, str],
        cwd: str,
        around: Surroundings | Beside,
        compiles: Iterable[str] = (),
    ) -> WatchPlan:
        """What these words make it watch; `around`: what tells which packages are installed."""
        has_watchfiles = around.has("watchfiles")
        if has_watchfiles is False:
            return plans.nothing(self.name, self.without)
        sure = self.brings or bool(has_watchfiles)
        return watcher(
            self.name,
            self.roots(words, environ, cwd),
            ignores=self.ignores or ignores_errors(environ),
            environ=environ,
            compiles=compiles,
            certain=sure,
            notes=() if sure else (UNKNOWN,),
        )._replace(makes=tuple(self.makes(cwd, environ)))

    def has_watcher(self, program: str, dependencies: Dependencies) -> bool:
        return self.brings or is_asked_for(dependencies)

    def watches(self, launch: Launch) -> bool:
        return launch.reloads and not polls(launch.environment)
