"""Werkzeug's reloader: everything on sys.path with watchdog, nothing without it. Flask, Dash and runserver_plus use it.

Source: Werkzeug 3.1.9 (_reloader.py), checked against the kernel with watchdog 6.0.0 and 7.1.0.
"""

from __future__ import annotations

import os

from watchlint.servers import imported
from watchlint.servers import plan as plans
from watchlint.servers.arguments import pip
from watchlint.servers.model import Doubt, Fault, Planning, Server, Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers import watchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings

MARK = "WERKZEUG_RUN_MAIN"
"""The variable that is "true" in the process that its reloader starts."""

POLLS = "without watchdog Werkzeug looks at every file again and again: no watch is set"
ESTIMATE = "no interpreter of this project was found: the standard library and the installed packages are not counted"


def plan(
    folders: Iterable[str],
    *,
    server: str = "flask",
    interpreter: Interpreter | None = None,
    watchdog_version: tuple[int, ...] | None = None,
    has_watchdog: bool | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of a program on it (`app.run(debug=True)` too): `folders` are the entries of sys.path beside the interpreter's own (the script's folder first), and the folders of extra files."""
    if has_watchdog is False:
        return plans.nothing(server, POLLS)
    certain, notes = True, []
    if has_watchdog is None:
        certain = False
        notes.append("whether watchdog is installed is not known: counted as if it were; without it there is no watch")
    paths = [os.path.abspath(path) for path in folders]
    if interpreter is None:
        certain = False
        notes.append(ESTIMATE)
    else:
        paths += [os.path.dirname(path) if os.path.isfile(path) else path for path in interpreter.path]
    roots = _common(paths)
    shared = watchdog_version is None or watchdog_version >= watchdog.SHARED_INSTANCE
    found = watchdog.plan(
        server,
        [Root(path) for path in roots],
        watchdog_version,
        # 7: the parent opens one, too, and the child inherits it. Before: a folder that is not there keeps its own.
        instances=2 if shared else len(roots),
        compiles=compiles,
        certain=certain,
        notes=notes,
    )
    return found._replace(inside=tuple(sorted({*paths} - {*roots})))


def _common(paths: Iterable[str]) -> list[str]:
    """These paths without those inside another (_reloader.py, _find_common_roots)."""
    wanted = sorted(set(paths))
    return [path for path in wanted if not any(path.startswith(other.rstrip("/") + "/") for other in wanted)]


def of_script(
    server: str, script: str, as_module: bool, cwd: str, environ: Mapping[str, str], around: Surroundings
) -> Planning:
    """The plan of `python SCRIPT`, whose code starts it: sys.path begins with the script's folder, or with the working one
    where it is run as a module."""
    compiles, files = imported.of_command(script, cwd, environ, around)
    release, has = around.release("watchdog"), around.has("watchdog")
    found = plan(
        [cwd if as_module else os.path.dirname(os.path.join(cwd, script)), *imported.pythonpath(environ, cwd)],
        server=server,
        interpreter=around.whole(),
        watchdog_version=release,
        has_watchdog=has,
        compiles=compiles,
    )
    return Planning(found, files, () if has is False else release)


def of_running_script(running: Running, beside: Beside) -> WatchPlan:
    """The same of a process."""
    folder = beside.cwd if running.as_module else os.path.dirname(os.path.join(beside.cwd, running.script))
    return plan(
        [folder, *beside.pythonpath],
        server=running.server,
        interpreter=beside.python,
        watchdog_version=beside.release("watchdog"),
        has_watchdog=beside.has("watchdog"),
    )


class InCode(Server):
    """A server on it that the app's own code starts."""

    in_code = True
    library = "watchdog"
    may_use: tuple[str, ...] = ("watchdog",)
    needs: tuple[str, ...] = ("watchdog",)
    heard = (".py", ".zip")
    polling: Way | None = Way(
        "poll: do not install watchdog",
        "each loaded module is looked at again each second: 0.2 % of a core for a small app",
    )
    off = Way("do not watch: use_reloader=False")

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        return of_script(self.name, launch.script or launch.app or "app.py", launch.as_module, cwd, environ, around)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return of_running_script(running, beside)

    def to_poll(self, words: object, python: str) -> str:
        return to_poll(python) if self.polling else ""

    def faults(self, seen: Mapping[str, object], watchdog: tuple[int, ...]) -> Iterable[Fault]:
        return never_fires(seen, watchdog)

    def doubts(self, launch: Launch, repository: Repository) -> Iterable[Doubt]:
        return doubts(self.name, repository.dependencies) if self.needs else ()


def never_fires(seen: Mapping[str, object], watchdog_version: tuple[int, ...]) -> Iterator[Fault]:
    """watchdog 7 compares Werkzeug's patterns with the whole path: no edit is told of."""
    if watchdog_version >= (7,) and not seen["polls"]:
        message = f"{{name}} watches and never reloads: with watchdog {seen['watchdog']} the pattern *.py matches no full path."
        installs = f"{pip(str(seen['python']))} install"
        yield Fault("watchdog-never-fires", "error", message, f"{installs} 'watchdog<7'", deaf=True)


def doubts(server: str, dependencies: Dependencies) -> Iterator[Doubt]:
    """That it polls: nothing asks for watchdog, by name or as Werkzeug's extra; or that nothing keeps watchdog below 7."""
    here = dependencies.of("werkzeug")
    extra = any("watchdog" in one.extras for one in here)
    if not extra and not dependencies.requires("watchdog"):
        if here:
            said = (
                f"{server} polls: nothing here asks for watchdog, the one package that it waits for events with (not Watchman), and"
                " without it every loaded module is looked at each second"
            )
            yield Doubt("polls", said, "pip install 'watchdog<7'  # 7.0 and later tells Werkzeug of no edit")
    elif dependencies.version_range("watchdog").within(None, "7") != "certain":
        said = (
            f"nothing here keeps watchdog below 7: from 7.0 on {server} hears of no edit, and where watchdog is not installed it looks"
            " at every loaded module each second"
        )
        yield Doubt(
            "watchdog-release",
            said,
            "pip install 'watchdog<7'  # and ask for it so; `pip show watchdog` says what is there",
        )


def to_poll(python: str) -> str:
    """The command that makes it poll."""
    return f"{pip(python)} uninstall -y watchdog  # it polls then"
