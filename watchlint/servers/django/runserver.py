"""Django's `runserver`: by itself it polls the loaded modules and templates. With django-watchfiles it watches the project,
sys.path, the folders of templates and translations, with all below; with pywatchman the Watchman service does.

Source: Django 5.2.19 and 6.1.3 (utils/autoreload.py), django-watchfiles 1.4.0 (__init__.py), watchman 4.9.0; the first two
checked against the kernel, watchman's figures are those of the facts measured on six trees.
"""

from __future__ import annotations

import os
import posixpath
import shlex

from watchlint.servers import imported
from watchlint.servers import plan as plans
from watchlint.servers.arguments import kept, positional, values
from watchlint.servers.django.reloaders import STAT, TOLD, TRANSLATED, WATCHFILES, WATCHMAN, every_package, plan
from watchlint.servers.model import FORCED, Server, Way
from watchlint.servers.plan import WatchPlan
from watchlint.servers.start import Absent, Doubt, Planning, Start
from watchlint.servers.watchers import service, watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from watchlint.facts.django.settings import Project
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.program import Program
    from watchlint.servers.start import Beside, Launch, Running
    from watchlint.servers.surroundings import Surroundings

PROGRAMS = ("*manage.py", "django", "django-admin")


class Django(Server):
    name = "django"
    programs = PROGRAMS
    words = ("runserver",)
    packages = ("django-watchfiles", "pywatchman")
    traced = ("django_watchfiles",)
    library = "watchfiles"
    comes_with = ("django-watchfiles",)  # Django itself uses no watcher
    may_use = ("watchfiles",)
    needs = ("django-watchfiles", "pywatchman")
    variables = ("RUN_MAIN", "DJANGO_WATCHMAN_TIMEOUT", "DJANGO_SETTINGS_MODULE", *watchfiles.VARIABLES)
    heard = (".py", ".mo")
    polling = Way(
        "poll: take django_watchfiles out of INSTALLED_APPS, or set WATCHFILES_FORCE_POLLING=true",
        # addons-server#11539, cookiecutter-django#3092; the second measured with django-watchfiles 1.4.0
        "each loaded module is looked at again each second: 1 to 30 % of a core, as large as the project is; by the variable every"
        " folder of sys.path is listed: 20 % at 11,600 folders",
        variable=FORCED,
    )
    off = Way("do not watch: --noreload")

    def start(self, program: Program) -> Start | None:
        if positional(program.words) != "runserver":
            return None
        return Start(script_of(program), program.words, "--noreload" not in program.words)

    def typed(self, app: str | None) -> Start:
        return Start(app or "manage.py", ("runserver",), True)

    def claims(self, app: str) -> bool:
        return posixpath.basename(app) == "manage.py"

    def line(self, launch: Launch) -> str:
        return " ".join(("python", launch.app or "manage.py", *launch.arguments))

    def guessed(
        self, paths: Sequence[str], read: Callable[[str], bytes | None], depends_on: Callable[[str], bool]
    ) -> Iterator[str]:
        found = (path for path in paths if posixpath.basename(path) == "manage.py" and depends_on("django"))
        return (path for path in found if b"{{" not in (read(path) or b""))  # one that startproject fills in

    def really(self, launch: Launch, read: Callable[[str], bytes | None]) -> Launch | None:
        from watchlint.servers.django import manage

        return manage.settled(launch, read)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        from watchlint.facts.django import settings as django_settings

        manage = launch.app or "manage.py"
        if not os.path.isfile(os.path.join(cwd, manage)):
            raise Absent(f"{manage}: that file is not in this work tree")
        script = os.path.join(cwd, manage)
        here = os.path.relpath(script, around.repo.root).replace(os.sep, "/")
        project = django_settings.named(around.repo, here, _settings(launch, environ))
        reloader, notes, certain = _reloader(project, around)
        compiles = first_compiled(launch, here, environ, around) if reloader != STAT else []
        found = plan(
            reloader,
            cwd=cwd,
            manage=manage,
            interpreter=around.whole() if reloader != STAT else None,
            pythonpath=imported.pythonpath(environ, cwd),
            environ=environ,
            compiles=compiles,
        )
        found = every_package(found, compiles)
        found = found._replace(certain=found.certain and certain, notes=(*found.notes, *notes))
        return Planning(found, [os.path.realpath(script)])

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        from watchlint.facts.django import reloader, settings

        project = next(iter(settings.projects(repository)), None)
        found = reloader.predict(repository, project) if project else None
        if found and found.reloader == STAT and not found.condition:
            said = "runserver polls (StatReloader): every module and template is looked at each second"
            remedy = "pip install django-watchfiles  # and 'django_watchfiles' in INSTALLED_APPS; where nobody edits: --noreload"
            yield Doubt("polls", said, remedy)

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        return again(words, script)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        """Which reloader it is, its processes tell: one that holds inotify instances while django-watchfiles is
        installed, one that talks to a service while pywatchman is, or the one that polls."""
        python, pids = beside.python, running.pids
        if watchfiles.polls(running.environ) and python is not None and python.has("django_watchfiles"):
            return plans.nothing("django", TOLD)
        manage = manage_of(running)
        kind = STAT
        if service.holds_inotify(pids) and (python is None or python.has("django_watchfiles")):
            kind = WATCHFILES
        elif python is not None and python.has("pywatchman"):
            if service.runs("watchman") and service.any_talks(pids):
                return WatchPlan("django", (), certain=False, notes=[service.ASKS_WATCHMAN])
        found = plan(
            kind,
            cwd=beside.cwd,
            manage=manage,
            interpreter=python,
            environ=running.environ,
            pythonpath=beside.pythonpath,
        )
        if TRANSLATED in found.notes:  # Django may watch that folder, or not
            locale = os.path.join(os.path.realpath(beside.cwd), "locale")
            found = found._replace(roots=tuple(root for root in found.roots if root.path != locale))
        return found


def again(words: Sequence[str], script: str) -> str:
    """The command that starts `manage.py WORDS` so that it reloads."""
    start = ["python", script] if script.endswith("manage.py") else ["django-admin"]
    return shlex.join([*start, *kept(words, frozenset(("--settings", "--pythonpath", "--ipv6", "-6")))])


def script_of(program: Program) -> str | None:
    """The manage.py that a program is; None for `django-admin` and `python -m django`."""
    return posixpath.normpath(program.written) if program.name.endswith("manage.py") else None


def manage_of(running: Running) -> str:
    """The manage.py that a process was started with: its folder is on sys.path, and need not be the working one."""
    return running.script if running.script.endswith("manage.py") else "manage.py"


def _reloader(project: Project | None, around: Surroundings) -> tuple[str, list[str], bool]:
    """(the reloader, notes, whether that is certain) of a project by its settings."""
    import shutil

    from watchlint.facts.django import reloader as django_reloader

    if project is None:
        return STAT, ["the settings are not found: StatReloader is taken, which watches nothing"], False
    python = around.near()
    installed = python.has("django_watchfiles") if python else None
    answer = django_reloader.predict(around.repo, project, around.settings.python_version, installed)
    reloader = answer.reloader or STAT
    if reloader == WATCHMAN and not shutil.which("watchman"):
        return answer.otherwise or STAT, [], True
    if answer.condition:
        return reloader, [f"{reloader} is taken if {answer.condition}"], False
    return reloader, [], True


def _settings(launch: Launch, environ: Mapping[str, str]) -> str:
    """The settings that a start names; "" where manage.py does."""
    from watchlint.facts.django import settings as django_settings

    return [*values(launch.arguments, "--settings"), environ.get(django_settings.VARIABLE, "")][0]


def first_compiled(launch: Launch, manage: str, environ: Mapping[str, str], around: Surroundings) -> list[str]:
    """The packages that the first start of a manage.py (its path in the repository) may compile; none where it has been
    started here before."""
    from watchlint.facts.django import settings as django_settings

    project = django_settings.named(around.repo, manage, _settings(launch, environ))
    path = project.default.path if project and project.default else None
    has_run = path is not None and imported.ran(os.path.join(around.repo.root, path))
    return (
        []
        if has_run or not imported.writes_bytecode(environ)
        else imported.packages(around.repo, os.path.dirname(manage))
    )


SERVER = Django()
