"""`flask run --debug`, and `python app.py` with `app.run(debug=True)`: Werkzeug's reloader. With watchdog it watches all of
sys.path, the standard library and the installed packages included; without it polls the loaded modules.

Source: Flask 3.1.3 (cli.py, prepare_import; helpers.py, get_debug_flag), checked against the kernel with watchdog 6.0.0
and 7.1.0; its variables by the real Flask (tests/oracle/test_server_starts.py).
"""

from __future__ import annotations

import os
import shlex

from watchlint.servers import imported
from watchlint.servers.arguments import parse
from watchlint.servers.model import FILTERS, Believed, Call, Planning, Server, Start, Way, kept, says
from watchlint.servers.watchers import werkzeug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Doubt, Fault, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

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
    return werkzeug.plan(
        folders,
        interpreter=interpreter,
        watchdog_version=watchdog_version,
        has_watchdog=has_watchdog,
        compiles=compiles,
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


def module_name(app: str, folder: str, cwd: str) -> str:
    """The module that Flask imports for `--app APP`, from the folder that it puts on sys.path."""
    path = os.path.realpath(os.path.join(cwd, app.rsplit(":", 1)[0] if ":" in app else app))
    return os.path.relpath(path, folder).removesuffix(".py").removesuffix("/__init__").replace(os.sep, ".")


def _default_app(cwd: str) -> str:
    return next((name for name in ("wsgi.py", "app.py") if os.path.isfile(os.path.join(cwd, name))), "app.py")


def reloads(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether `flask WORDS` reloads: as --reload, --no-reload or FLASK_RUN_RELOAD say, else as it debugs. The variables
    stand for flags, so that click reads them: `FLASK_DEBUG=off` does not debug, `FLASK_DEBUG=2` is an error."""
    told = [word == "--reload" for word in words if word in ("--reload", "--no-reload")]
    debug = [word == "--debug" for word in words if word in ("--debug", "--no-debug")]
    if told:
        return told[-1]
    if environ.get("FLASK_RUN_RELOAD"):
        return says(environ["FLASK_RUN_RELOAD"])
    return debug[-1] if debug else says(environ.get("FLASK_DEBUG"))


class Flask(Server):
    name = "flask"
    programs = ("flask",)
    mark = werkzeug.MARK
    calls = (
        # Flask 3.1.3 (app.py, run): `use_reloader` is `debug` where it is not given
        Call(("flask.Flask.run",), ("use_reloader", "debug"), ("run", "--debug"), elsewhere="flask.Flask"),
    )
    imports = ("flask",)
    traced = ("werkzeug",)
    greets = (" * Serving Flask app",)
    library = "watchdog"
    comes_with = ("flask", "werkzeug")
    may_use = ("watchdog",)
    needs = ("watchdog",)
    variables = ("FLASK_DEBUG", "FLASK_APP", "FLASK_RUN_RELOAD", werkzeug.MARK)
    heard = (".py", ".zip")
    polling = Way(
        "poll: do not install watchdog (`flask run` has no option that says so)",
        "each loaded module is looked at again each second: 0.2 % of a core for a small app",
    )
    off = Way("do not watch: --no-reload")
    believed = (Believed("exclude-patterns", "--exclude-patterns", FILTERS),)

    def start(self, program: Program) -> Start | None:
        words = program.words
        if program.name != "flask":  # `python app.py`, by the mark in its process
            return Start(None, (), True)
        if "run" not in words:
            return None
        app = next((words[at + 1] for at in range(len(words) - 1) if words[at] in ("--app", "-A")), None)
        app = next((word[6:] for word in words if word.startswith("--app=")), app)
        child = (
            program.environment.get(werkzeug.MARK) == "true"
        )  # a file such as .flaskenv told the one that started it
        return Start(app or program.environment.get("FLASK_APP"), words, child or reloads(words, program.environment))

    def typed(self, app: str | None) -> Start:
        return Start(app, (*(("--app", app) if app else ()), "run", "--debug"), True)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        if launch.script:
            return werkzeug.of_script(self.name, launch.script, launch.as_module, cwd, environ, around)
        options, _ = parse(launch.arguments, _WITH_VALUE)
        words = launch.arguments
        if launch.app and "--app" not in options and "-A" not in options:
            words = ("--app", launch.app, *words)
            options, _ = parse(words, _WITH_VALUE)
        given = (options.get("--app") or options.get("-A") or [_default_app(cwd)])[-1]
        folder = import_root(given, cwd)
        compiles, files, _ = imported.of_module(module_name(given, folder, cwd), folder, cwd, environ, around)
        release, has = around.release("watchdog"), around.has("watchdog")
        found = plan(
            words,
            cwd=cwd,
            interpreter=around.whole(),
            watchdog_version=release,
            has_watchdog=has,
            as_module=launch.as_module,
            pythonpath=imported.pythonpath(environ, cwd),
            compiles=compiles,
        )
        return Planning(found, files, () if has is False else release)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        release, has = beside.release("watchdog"), beside.has("watchdog")
        if running.code or not running.words:
            return werkzeug.of_running_script(running, beside)
        return plan(
            running.words,
            cwd=beside.cwd,
            interpreter=beside.python,
            watchdog_version=release,
            has_watchdog=has,
            as_module=running.as_module,
            pythonpath=beside.pythonpath,
        )

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        return shlex.join(
            ["flask", *kept(words, frozenset(("--app", "-A", "--host", "-h", "--port", "-p"))), "--debug"]
        )

    def to_poll(self, words: Sequence[str], python: str) -> str:
        return werkzeug.to_poll(python)

    def still_for(self, launch: Launch, dependencies: Dependencies) -> str:
        """FLASK_ENV=development turned debugging on before Flask 2.3 (2.2.5 and 2.3.0, helpers.py, get_debug_flag)."""
        if launch.environment.get("FLASK_ENV") != "development" or launch.environment.get("FLASK_DEBUG"):
            return super().still_for(launch, dependencies)
        if dependencies.version_range("flask").within(None, "2.3") == "certain":
            return ""
        return "Flask 2.3 and later does not read FLASK_ENV: flask is started without debugging, so it notices no edit"

    def doubts(self, launch: Launch, repository: Repository) -> Iterable[Doubt]:
        return werkzeug.doubts(self.name, repository.dependencies)

    def faults(self, seen: Mapping[str, object], watchdog: tuple[int, ...]) -> Iterable[Fault]:
        return werkzeug.never_fires(seen, watchdog)


SERVER = Flask()
