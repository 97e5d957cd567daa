"""`flask run --debug` and Werkzeug's reloader: everything on sys.path with watchdog, nothing without it.

Source: Werkzeug 3.1.9 (_reloader.py), Flask 3.1.3 (cli.py, prepare_import), checked against the kernel with
watchdog 6.0.0 and 7.1.0.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers import watchdog
from watchlint.servers.arguments import parse
from watchlint.servers.plan import Root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.servers.plan import WatchPlan

POLLS = "without watchdog Werkzeug looks at every file again and again: no watch is set"
ESTIMATE = "no interpreter of this project was found: the standard library and the installed packages are not counted"

_WITH_VALUE = frozenset(
    "--app -A --env-file -e --host -h --port -p --cert --key --extra-files --exclude-patterns".split()
)


def plan(
    arguments: Sequence[str] = (),
    *,
    cwd: str,
    interpreter: Interpreter | None = None,
    watchdog_version: tuple[int, ...] | None = None,
    has_watchdog: bool | None = None,
    as_module: bool = False,
    pythonpath: Sequence[str] = (),
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `flask ARGUMENTS` (`--app NAME run --debug`) started in `cwd`.

    `interpreter`: the one it runs in; without it only the project's part is counted, and the plan is not certain.
    `has_watchdog`: None where not known (counted as if). `as_module`: started as `python -m flask`.
    """
    options, _ = parse(arguments, _WITH_VALUE)
    given = options.get("--app") or options.get("-A") or [_default_app(cwd)]
    folders = [import_root(given[-1], cwd), *(os.path.join(cwd, path) for path in pythonpath)]
    if as_module:
        folders.append(cwd)
    elif interpreter is not None:
        folders.append(os.path.dirname(interpreter.executable))
    for extra in (options.get("--extra-files") or [""])[-1].split(os.pathsep):
        if extra:
            path = os.path.join(cwd, extra)
            folders.append(os.path.dirname(path) if os.path.isfile(path) else path)
    return from_folders(
        folders,
        interpreter=interpreter,
        watchdog_version=watchdog_version,
        has_watchdog=has_watchdog,
        compiles=compiles,
    )


def from_folders(
    folders: Iterable[str],
    *,
    interpreter: Interpreter | None = None,
    watchdog_version: tuple[int, ...] | None = None,
    has_watchdog: bool | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The same for any program on Werkzeug's reloader (`app.run(debug=True)`, Dash, runserver_plus): `folders` are the
    entries of sys.path beside the interpreter's own (the script's folder first), and the folders of extra files."""
    if has_watchdog is False:
        return plans.nothing("flask", POLLS)
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
        "flask",
        [Root(path) for path in roots],
        watchdog_version,
        # 7: the parent opens one, too, and the child inherits it. Before: a folder that is not there keeps its own.
        instances=2 if shared else len(roots),
        compiles=compiles,
        certain=certain,
        notes=notes,
    )


def import_root(app: str, cwd: str) -> str:
    """The folder that Flask puts on sys.path for `--app APP`: the one above the outermost package of its file."""
    path = os.path.realpath(os.path.join(cwd, app.rsplit(":", 1)[0] if ":" in app else app))
    path = path[:-3] if path.endswith(".py") else path
    if os.path.basename(path) == "__init__":
        path = os.path.dirname(path)
    path = os.path.dirname(path)
    while os.path.exists(os.path.join(path, "__init__.py")) and path != os.path.dirname(path):
        path = os.path.dirname(path)
    return path


def _default_app(cwd: str) -> str:
    return next((name for name in ("wsgi.py", "app.py") if os.path.isfile(os.path.join(cwd, name))), "app.py")


def _common(paths: Iterable[str]) -> list[str]:
    """These paths without those inside another (_reloader.py, _find_common_roots)."""
    wanted = sorted(set(paths))
    return [path for path in wanted if not any(path.startswith(other.rstrip("/") + "/") for other in wanted)]
