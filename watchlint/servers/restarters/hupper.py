"""hupper (`hupper -m`, `pserve --reload`): polls unless watchdog or watchman is beside it.

Source: hupper 1.12.1 (reloader.py, find_default_monitor_factory; watchdog.py; worker.py, WatchSysModules; cli.py),
pyramid 2.1 (scripts/pserve.py): the folder of every loaded module that is in no site-packages and not of the standard
library, of the files named by -w, and of pserve's settings file; never what is below. The first process watches.
"""

from __future__ import annotations

import os
import shlex

from watchlint.facts.machine.descriptors import inotify_descriptors
from watchlint.servers import imported, loaded
from watchlint.servers import plan as plans
from watchlint.servers.arguments import kept, parse, pip
from watchlint.servers.model import Server, Way
from watchlint.servers.plan import Root, WatchPlan
from watchlint.servers.restarters import pyramid_app
from watchlint.servers.start import Planning, Start
from watchlint.servers.watchers import service, watchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.program import Program
    from watchlint.servers.start import Beside, Launch, Running
    from watchlint.servers.surroundings import Surroundings

POLLS = "without watchdog hupper looks at every module again each second: no watch is set"
TOLD = "hupper is told to look at every module again each second (HUPPER_DEFAULT_MONITOR): no watch is set"
MORE = (
    "counted: the folders of the project's own modules; hupper leaves out installed packages and the standard library"
)
STARTED_WITHOUT = "it holds no inotify instance, and watchdog from 7 would not have started without one: it was started before watchdog was installed, or is told to poll (HUPPER_DEFAULT_MONITOR)"

_MONITOR = ("HUPPER_DEFAULT_MONITOR", "hupper.polling.PollingFileMonitor")
_WITH_VALUE = frozenset(
    "-m -w -x --shutdown-interval --reload-interval -n --app-name -s --server --server-name".split()
)


def module(arguments: Sequence[str]) -> str:
    """The module of `hupper -m MODULE`; '' for pserve, whose settings file names it."""
    options, _ = parse(arguments, _WITH_VALUE)
    return (options.get("-m") or [""])[-1]


def ignored(arguments: Sequence[str], path: str) -> bool:
    """Whether a -x pattern leaves this file out (FileMonitorProxy: fnmatch on the whole absolute path)."""
    import fnmatch

    options, _ = parse(arguments, _WITH_VALUE)
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in options.get("-x", ()))


def named_folders(arguments: Sequence[str], cwd: str) -> list[str]:
    """The folders of the files that -w names, and of pserve's settings file. A pattern is left out: what matches it is
    looked up once, at the start, so that a file made later is not watched."""
    import glob

    options, words = parse(arguments, _WITH_VALUE)
    names = [name for name in options.get("-w", ()) if not glob.has_magic(name)]
    names += [] if "-m" in options else [word.partition("#")[0] for word in words[:1]]
    paths = [os.path.abspath(os.path.join(cwd, name)) for name in names]
    found = {os.path.dirname(path) for path in paths if not ignored(arguments, path)}
    return sorted(folder for folder in found if os.path.isdir(folder))


def app_folders(arguments: Sequence[str], cwd: str) -> list[str]:
    """The folders of the app that pserve's settings file names; none where it is no pserve, or names none of this project."""
    options, words = parse(arguments, _WITH_VALUE)
    if "-m" in options or not words:
        return []
    path, _, named = words[0].partition("#")
    name = (options.get("-n") or options.get("--app-name") or [named or "main"])[-1]
    found = pyramid_app.folders(os.path.abspath(os.path.join(cwd, path)), name)
    return [folder for folder in found if not ignored(arguments, os.path.join(folder, "__init__.py"))]


def plan(
    *,
    watchdog_version: tuple[int, ...] | None = None,
    has_watchdog: bool | None = None,
    module_folders: Iterable[str] = (),
) -> WatchPlan:
    """The plan of a program under hupper; `module_folders`: folders of the modules the program imports. With watchdog
    never certain: which of them get loaded shows only at run time."""
    if has_watchdog is False:
        return plans.nothing("hupper", POLLS)
    folders = sorted(set(module_folders))
    return watchdog.plan(
        "hupper", [Root(path, False) for path in folders], watchdog_version, certain=False, notes=[MORE]
    )


class Hupper(Server):
    name = "hupper"
    programs = ("hupper", "pserve", "pyramid.scripts.pserve")
    packages = comes_with = ("hupper",)
    traced = ("hupper",)
    library = "watchdog"
    may_use = ("watchdog", "watchfiles")
    needs = ("watchdog",)
    variables = (_MONITOR[0],)
    shows_release = first_watches = at_least = True
    polling = Way(
        "poll: do not install watchdog", "each loaded module is looked at again each second: not measured", variable=_MONITOR
    )  # fmt: skip

    def start(self, program: Program) -> Start | None:
        words = program.words
        if program.name != "hupper":  # pserve, whose settings file names the app
            return Start(None, words, "--reload" in words)
        return Start(module(words) or None, words, True)

    def typed(self, app: str | None) -> Start:
        return Start(app, ("-m", app or "main"), True)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        _, files, _ = imported.of_module(launch.app, "", cwd, environ, around)
        folders = [os.path.dirname(file) for file in files if not ignored(launch.arguments, file)]
        folders += [*named_folders(launch.arguments, cwd), *app_folders(launch.arguments, cwd)]
        release = around.release("watchdog")
        if environ.get(_MONITOR[0]) == _MONITOR[1]:
            return Planning(plans.nothing("hupper", TOLD), files)
        found = plan(watchdog_version=release, has_watchdog=around.has("watchdog"), module_folders=folders)
        return Planning(found, files, release if found.roots else ())

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        words, pid, release, has = running.words, running.pids[0], beside.release("watchdog"), beside.has("watchdog")
        if "PollingFileMonitor" in running.environ.get(_MONITOR[0], ""):
            return plans.nothing("hupper", TOLD)
        if running.visible and not inotify_descriptors(pid):
            if service.talks_to_a_service(pid):
                return WatchPlan("hupper", (), certain=False, notes=[service.ASKS_WATCHMAN])
            if has and (release is None or release >= (7,)):
                return plans.nothing("hupper", STARTED_WITHOUT)
        search = [beside.cwd, *beside.pythonpath]
        files = loaded.files(module(words), search, beside.cwd, beside.python, runs=True)
        folders = loaded.folders([file for file in files if not ignored(words, file)])
        folders += [*named_folders(words, beside.cwd), *app_folders(words, beside.cwd)]
        found = plan(watchdog_version=release, has_watchdog=has, module_folders=folders)
        return found if found.roots or found.instances == 0 else found._replace(notes=(loaded.UNKNOWN_APP,))

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        return shlex.join(["pserve", *kept(words, frozenset(("-n", "--app-name"))), "--reload"])

    def to_wait(self, polls: str, words: Sequence[str], environ: Mapping[str, str], python: str) -> str | None:
        if polls == POLLS:
            return f"{pip(python)} install watchdog  # then start hupper again"
        return "unset HUPPER_DEFAULT_MONITOR  # then start hupper again" if polls == TOLD else None


SERVER = Hupper()
