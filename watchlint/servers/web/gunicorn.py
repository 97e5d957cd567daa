"""`gunicorn --reload`: polls unless the package `inotify` is installed; then each worker watches for itself.

Source: gunicorn 20.1.0, 23.0.0, 26.0.0 and 27.0.1 (reloader.py, config.py, app/base.py): the folder of every loaded
module and of every extra file, without what is below it. From 26.1 an extra file may be a pattern.
"""

from __future__ import annotations

import os
import re
import shlex

from watchlint.facts import regular
from watchlint.servers import imported, loaded
from watchlint.servers import plan as plans
from watchlint.servers.arguments import parse, pip
from watchlint.servers.model import Doubt, Fault, Planning, Server, Start, Way, kept, positional, values
from watchlint.servers.plan import Root, WatchPlan
from watchlint.servers.watchers import service
from watchlint.servers.web import on_uvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

POLLS = "gunicorn looks at every module again each second: no watch is set"
TOLD = "gunicorn is told to look at every module again each second (--reload-engine poll): no watch is set"
MORE = "counted: the folders of the project's own modules; those of installed packages and the standard library come on top, 36 for each worker with a small app (gunicorn 27.0.1)"
HOLDS_NONE = "no process of it holds an inotify instance although the package inotify can be imported: a settings file chose the engine poll, or the package came after the start"

PATTERNS = (26, 1)
"""The release since which an extra file may be a pattern, looked up again each second."""

LOOKS_AGAIN = "24"
"""The release whose engine with inotify looks again for folders of modules that were loaded since (refresh_dirs)."""

_INTO_A_FILE = re.compile(r"(?:>>?[ \t]*|--(?:access-|error-)?log-?file[ =])(?!&|/dev/)([\w.][\w./-]*)")

_FLAGS = frozenset(
    "--reload --spew --check-config --print-config --preload --no-sendfile --reuse-port -D --daemon --initgroups"
    " --disable-redirect-access-to-syslog --capture-output --log-syslog -R --enable-stdio-inheritance"
    " --enable-backlog-metric --suppress-ragged-eofs --do-handshake-on-connect -h --help -v --version".split()
)


def words_of(arguments: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Options and other words. All but a few options take a value, so those few are what is known."""
    valued = {word for word in arguments if word.startswith("--")} - _FLAGS
    return parse(arguments, {*valued, *(f"-{letter}" for letter in "bcegkmnptuw")})


def module(arguments: Sequence[str]) -> str:
    """The module that gunicorn imports for `gunicorn ARGUMENTS`: `shop.wsgi` of `shop.wsgi:app`; '' where the words do
    not name it (a settings file may, and --paste does it in its own way)."""
    options, words = words_of(arguments)
    return words[0].partition(":")[0] if words and "--paste" not in options and "--paster" not in options else ""


def search_path(arguments: Sequence[str], cwd: str) -> list[str]:
    """The folders that --pythonpath puts before the others on sys.path, absolute."""
    options, _ = words_of(arguments)
    given = (options.get("--pythonpath") or [""])[-1]
    return [os.path.join(cwd, path) for path in given.split(",") if path]


def extra_folders(arguments: Sequence[str], cwd: str, version: tuple[int, ...] | None = None) -> list[str]:
    """The folders of the files that --reload-extra-file names; `cwd`: the working folder. With --chdir a relative name
    counts from where gunicorn was started, which nobody knows later: it is left out."""
    import glob

    options, _ = words_of(arguments)
    found = []
    for name in options.get("--reload-extra-file", ()):
        if "--chdir" in options and not os.path.isabs(name):
            continue
        path = os.path.join(cwd, name)
        if not glob.has_magic(name):
            found.append(os.path.dirname(path))
        elif version and version >= PATTERNS:
            found += [os.path.dirname(file) for file in glob.iglob(path, recursive=True)]
    return sorted({folder for folder in found if os.path.isdir(folder)})


def plan(
    arguments: Sequence[str] = (),
    *,
    has_inotify: bool | None = None,
    module_folders: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `gunicorn ARGUMENTS` with --reload. `has_inotify`: whether the package `inotify` is installed;
    `module_folders`: folders of the modules the application imports. With the package never certain."""
    options, _ = words_of(arguments)
    engine = (options.get("--reload-engine") or ["auto"])[-1]
    if engine == "poll":
        return plans.nothing("gunicorn", TOLD)
    if has_inotify is False and engine == "auto":
        return plans.nothing("gunicorn", POLLS)
    given = (options.get("--workers") or options.get("-w") or ["1"])[-1]
    workers = int(given) if given.isdigit() else 1
    folders = sorted(set(module_folders))
    return WatchPlan(
        "gunicorn",
        [Root(path, False) for path in folders],
        instances=workers,
        copies=workers,
        certain=False,
        notes=[MORE],
    )


class Gunicorn(Server):
    name = "gunicorn"
    programs = ("gunicorn", "gunicorn3")
    comes_with = ("gunicorn",)
    traced = ("gunicorn",)
    may_use = ("watchfiles",)  # for the workers it manages
    needs = ("inotify",)
    variables = ("GUNICORN_CMD_ARGS",)
    shows_release = each_worker = at_least = True
    polling = Way(
        "poll: --reload-engine poll",
        "each loaded module is looked at again each second: 0.3 % of a core for a small app",
        ("--reload-engine", "poll"),
        ("GUNICORN_CMD_ARGS", "--reload-engine poll"),
    )
    off = Way("do not watch: leave out --reload")

    def start(self, program: Program) -> Start | None:
        # what is typed wins over the variable, so it comes last
        words = (*_shell_words(program.environment.get("GUNICORN_CMD_ARGS", "")), *program.words)
        return Start(positional(program.words), words, "--reload" in words)

    def typed(self, app: str | None) -> Start:
        app = imported.as_module_name(app) or "main:app"
        return Start(app, (app, "--reload"), True)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        words = launch.arguments
        options, _ = words_of(words)
        _, files, _ = imported.of_module(launch.app, (options.get("--chdir") or [""])[-1], cwd, environ, around)
        folders = [os.path.dirname(file) for file in files]
        folders += extra_folders(words, cwd, around.release("gunicorn"))
        return Planning(plan(words, has_inotify=around.has("inotify"), module_folders=folders), files)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        words, cwd, release = running.words, beside.cwd, beside.release("gunicorn")
        holds = service.holds_inotify(running.pids) if running.visible else None
        has = holds if beside.python is None else beside.has("inotify")
        if has is False and any(os.path.exists(os.path.join(path, "inotify")) for path in beside.pythonpath):
            has = True
        search = [cwd, *search_path(words, cwd), *beside.pythonpath]
        folders = loaded.folders(loaded.files(module(words), search, cwd, beside.python))
        found = plan(words, has_inotify=has, module_folders=[*folders, *extra_folders(words, cwd, release)])
        if found.instances and holds is False:
            return plans.nothing("gunicorn", HOLDS_NONE)
        return found if found.roots or found.instances == 0 else found._replace(notes=(loaded.UNKNOWN_APP,))

    def may_reload(self, words: Sequence[str], cwd: str) -> bool:
        options, _ = words_of(words)
        path = (options.get("--config") or options.get("-c") or ["gunicorn.conf.py"])[-1].removeprefix("file:")
        data = regular.content(os.path.join(cwd, path))
        return path.startswith("python:") if data is None else b"reload" in data

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        worker = on_uvicorn.worker_ignores(launch.arguments)
        if worker:
            yield Doubt(on_uvicorn.WORKER, worker, on_uvicorn.without_workers(launch.arguments))
        asks, told = repository.dependencies, "poll" in values(launch.arguments, "--reload-engine")
        if told or not asks.requires("inotify"):
            return
        log = _log(launch)
        if log:
            said = f"gunicorn writes {log} into a folder that it watches, and restarts whenever any file there changes"
            outside = f"gunicorn … > /tmp/{os.path.basename(log)}  # a folder outside; or --reload-engine poll"
            yield Doubt("log-in-watched-folder", said, outside)
        if asks.version_range("gunicorn").within(None, LOOKS_AGAIN) == "certain":
            said = (
                f"with the package inotify gunicorn before {LOOKS_AGAIN} watches the folders of modules that were loaded when its"
                " worker started, and none that come later: an edit in those is not heard"
            )
            yield Doubt("watches-at-start", said, "gunicorn … --reload-engine poll  # or a newer gunicorn")

    def faults(self, seen: Mapping[str, Any], watchdog: tuple[int, ...]) -> Iterator[Fault]:
        worker = on_uvicorn.worker_ignores(seen["words"])
        if worker:
            step = on_uvicorn.without_workers(seen["words"])
            yield Fault(on_uvicorn.WORKER, "error", f"{{name}}: {worker}.", step, deaf=True)

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        same = frozenset(("-b", "--bind", "-c", "--config", "--chdir", "-k", "--worker-class", "--pythonpath"))
        same |= {"--reload-engine", "--reload-extra-file"}
        return shlex.join(["gunicorn", *kept(words, same), "--reload"])

    def to_wait(self, polls: str, words: Sequence[str], environ: Mapping[str, str], python: str) -> str | None:
        if polls == POLLS:
            return f"{pip(python)} install inotify  # then start gunicorn again"
        return "leave out --reload-engine poll" if polls == TOLD else None


def _log(launch: Launch) -> str:
    """The file into which a start writes its log, beside what it serves; '' where there is none."""
    if launch.command is None:
        return ""
    text, start = launch.command.source.text, launch.command.words[0].offset
    found = _INTO_A_FILE.search(text[start:].partition("\n")[0])
    return found[1] if found else ""


def _shell_words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an open quote: gunicorn itself ends at it
        return []


SERVER = Gunicorn()
