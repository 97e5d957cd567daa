"""The `watchfiles` command: it runs a command or a function again when a file changes.

`--ignore-paths` and `--filter` choose events, never folders. Source: watchfiles 1.3.0 (cli.py).
"""

from __future__ import annotations

import os

from watchlint.servers import imported
from watchlint.servers.arguments import parse
from watchlint.servers.model import FILTERS, FORCED, Believed, Planning, Server, Start, Way
from watchlint.servers.watchers import watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

_WITH_VALUE = frozenset(
    "--ignore-paths --target-type --filter --args --verbosity --sigint-timeout --grace-period --sigkill-timeout".split()
)


def plan(
    arguments: Sequence[str] = (),
    *,
    cwd: str,
    environ: Mapping[str, str] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `watchfiles ARGUMENTS` started in `cwd`: the first word is the target, the others are the paths,
    the current folder where there are none. `compiles`: folders of the modules the target imports."""
    environ = environ or {}
    options, words = parse(arguments, _WITH_VALUE)
    roots = [os.path.join(cwd, path) for path in words[1:]] or [cwd]
    return watchfiles.watcher(
        "watchfiles",
        roots,
        ignores="--ignore-permission-denied" in options,  # the command always says yes or no: the variable is not asked
        environ=environ,
        recursive="--non-recursive" not in options,
        compiles=compiles,
    )


class Watchfiles(Server):
    name = "watchfiles"
    programs = ("watchfiles",)
    packages = comes_with = ("watchfiles",)
    variables = watchfiles.VARIABLES
    polling = Way("poll: set WATCHFILES_FORCE_POLLING=true", watchfiles.LISTS, variable=FORCED)
    believed = (Believed("ignore-paths", "--ignore-paths, --filter", FILTERS),)
    excluding = ("--ignore-paths",)

    def start(self, program: Program) -> Start | None:
        options, words = parse(program.words, _WITH_VALUE)
        return Start(" ".join((*words[:1], *options.get("--args", ()))) or None, program.words, True)

    def typed(self, app: str | None) -> Start:
        command = f"python {app}" if app else "true"
        return Start(app, (command,), True)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        compiles, files, notes = imported.of_restarted(launch.app or "", cwd, environ, around)
        found = plan(launch.arguments, cwd=cwd, environ=environ, compiles=compiles)
        return Planning(found._replace(certain=not notes, notes=(*found.notes, *notes)), files)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return plan(running.words, cwd=beside.cwd, environ=running.environ)

    def watches(self, launch: Launch) -> bool:
        return launch.reloads and not watchfiles.polls(launch.environment)

    def folders(self, launch: Launch) -> list[str]:
        return parse(launch.arguments, _WITH_VALUE)[1][1:]

    def narrowed(self, words: tuple[str, ...], folders: list[str]) -> tuple[list[str], tuple[str, ...]]:
        return folders, (*(word for word in words if word != "."), *folders)


SERVER = Watchfiles()
