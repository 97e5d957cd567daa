"""django-extensions' `runserver_plus`: Werkzeug's reloader, and none of Django's own. With watchdog it
watches all of sys.path; without it polls the loaded modules.

Source: django-extensions 4.1 (management/commands/runserver_plus.py): 3,069 watches predicted and counted.
"""

from __future__ import annotations

import os

from watchlint.servers import imported
from watchlint.servers import plan as plans
from watchlint.servers.arguments import positional, values
from watchlint.servers.django import reloaders, runserver
from watchlint.servers.model import Doubt, Server, Way
from watchlint.servers.start import Absent, Planning, Start
from watchlint.servers.watchers import werkzeug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.start import Beside, Fault, Launch, Running
    from watchlint.servers.surroundings import Surroundings

TOLD = "runserver_plus is told to look at every module again each second (--reloader-type stat): no watch is set"


def told_to_poll(words: Sequence[str]) -> bool:
    """Whether `runserver_plus WORDS` is told to poll."""
    return values(words, "--reloader-type")[-1:] == ["stat"]


def plan(
    words: Sequence[str],
    folder: str,
    *,
    interpreter: Interpreter | None,
    watchdog_version: tuple[int, ...] | None,
    has_watchdog: bool | None,
    pythonpath: Sequence[str] = (),
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `manage.py runserver_plus WORDS`; `folder`: manage.py's."""
    if told_to_poll(words):
        return plans.nothing("runserver_plus", TOLD)
    return werkzeug.plan(
        [folder, *pythonpath],
        server="runserver_plus",
        interpreter=interpreter,
        watchdog_version=watchdog_version,
        has_watchdog=has_watchdog,
        compiles=compiles,
    )


class RunserverPlus(Server):
    name = "runserver_plus"
    programs = runserver.PROGRAMS
    words = ("runserver_plus",)
    comes_with = ("django-extensions",)
    may_use = ("watchdog",)
    needs = ("watchdog",)
    variables = (werkzeug.MARK,)
    polling = Way(
        "poll: --reloader-type stat",
        "each loaded module is looked at again each second: not measured",
        ("--reloader-type", "stat"),
    )
    # django-extensions 4.1 with Werkzeug from 2.1 (django-extensions#1886, open): the option ends in a KeyError
    off = Way("do not watch: `python manage.py runserver --noreload`; with runserver_plus that option does not start")

    def start(self, program: Program) -> Start | None:
        if positional(program.words) != "runserver_plus":
            return None
        return Start(runserver.script_of(program), program.words, "--noreload" not in program.words)

    def typed(self, app: str | None) -> Start:
        return Start(app or "manage.py", ("runserver_plus",), True)

    def line(self, launch: Launch) -> str:
        return runserver.SERVER.line(launch)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        script = os.path.realpath(os.path.join(cwd, launch.app or "manage.py"))
        if not os.path.isfile(script):
            raise Absent(f"{launch.app}: that file is not in this work tree")
        release, has = around.release("watchdog"), around.has("watchdog")
        here = os.path.relpath(script, around.repo.root).replace(os.sep, "/")
        compiles = runserver.first_compiled(launch, here, environ, around)
        found = plan(
            launch.arguments,
            os.path.dirname(script),
            interpreter=around.whole(),
            watchdog_version=release,
            has_watchdog=has,
            pythonpath=imported.pythonpath(environ, cwd),
            compiles=compiles,
        )
        return Planning(reloaders.every_package(found, compiles), [script], release if found.roots else ())

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return plan(
            running.words,
            os.path.dirname(os.path.realpath(os.path.join(beside.cwd, runserver.manage_of(running)))),
            interpreter=beside.python,
            watchdog_version=beside.release("watchdog"),
            has_watchdog=beside.has("watchdog"),
            pythonpath=beside.pythonpath,
        )

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        return runserver.again(words, script)

    def to_poll(self, words: Sequence[str], python: str) -> str:
        return f"python manage.py {' '.join(words)} --reloader-type stat"

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        """Templates: Django 4.1's release notes; django-extensions 3.2.3 (runserver_plus.py, reset_loaders), 3.2.1 has none."""
        asks = repository.dependencies
        if "--reloader-type" not in launch.arguments:
            yield from werkzeug.doubts(self.name, asks)
        django, extensions = asks.version_range("django"), asks.version_range("django-extensions")
        if django.within("4.1") == "certain" and extensions.within(None, "3.2.3") == "certain":
            said = (
                "an edit of a template is not shown: Django keeps templates since 4.1, and runserver_plus of django-extensions before"
                " 3.2.3 does not tell it to forget them"
            )
            yield Doubt("templates-kept", said, "pip install --upgrade django-extensions")

    def faults(self, seen: Mapping[str, object], watchdog: tuple[int, ...]) -> Iterable[Fault]:
        return werkzeug.never_fires(seen, watchdog)


SERVER = RunserverPlus()
