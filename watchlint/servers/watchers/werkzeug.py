"""Werkzeug's reloader: everything on sys.path with watchdog, nothing without it. Flask, Dash and runserver_plus use it.

Source: Werkzeug 3.1.9 (_reloader.py), checked against the kernel with watchdog 6.0.0 and 7.1.0.
"""

from __future__ import annotations

import os
import shlex

from watchlint.servers import plan as plans
from watchlint.servers.model import Doubt, Fault
from watchlint.servers.plan import Root
from watchlint.servers.watchers import watchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.servers.plan import WatchPlan

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
    return watchdog.plan(
        server,
        [Root(path) for path in roots],
        watchdog_version,
        # 7: the parent opens one, too, and the child inherits it. Before: a folder that is not there keeps its own.
        instances=2 if shared else len(roots),
        compiles=compiles,
        certain=certain,
        notes=notes,
    )


def _common(paths: Iterable[str]) -> list[str]:
    """These paths without those inside another (_reloader.py, _find_common_roots)."""
    wanted = sorted(set(paths))
    return [path for path in wanted if not any(path.startswith(other.rstrip("/") + "/") for other in wanted)]


def never_fires(seen: Mapping[str, object], watchdog_version: tuple[int, ...]) -> Iterator[Fault]:
    """watchdog 7 compares Werkzeug's patterns with the whole path: no edit is told of."""
    if watchdog_version >= (7,) and not seen["polls"]:
        message = f"{{name}} watches and never reloads: with watchdog {seen['watchdog']} the pattern *.py matches no full path."
        pip = f"{shlex.quote(str(seen['python']) or 'python')} -m pip install"
        yield Fault("watchdog-never-fires", "error", message, f"{pip} 'watchdog<7'", deaf=True)


def doubts(server: str, dependencies: Dependencies) -> Iterator[Doubt]:
    """That it polls: nothing asks for watchdog, by name or as Werkzeug's extra."""
    here = dependencies.of("werkzeug")
    extra = any("watchdog" in one.extras for one in here)
    if here and not extra and not dependencies.requires("watchdog"):
        said = (
            f"{server} polls: nothing here asks for watchdog, the one package that it waits for events with (not Watchman), and"
            " without it every loaded module is looked at each second"
        )
        yield Doubt("polls", said, "pip install 'watchdog<7'  # 7.0 and later tells Werkzeug of no edit")


def to_poll(python: str) -> str:
    """The command that makes it poll."""
    return f"{shlex.quote(python or 'python')} -m pip uninstall -y watchdog  # it polls then"
