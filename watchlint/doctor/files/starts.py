"""How servers are started here: without reloading, with a worker that takes no notice of it, so that they poll, or where
nobody edits.

Sources: gunicorn 27.0.1 with uvicorn-worker 0.4.0 (workers/base.py sets `alive`, which uvicorn's worker never looks at);
celery 4.0's list of what was removed (`--autoreload`); uvicorn, Werkzeug and Django as their modules in `servers` say.
"""

from __future__ import annotations

import os
import re
import shlex

from watchlint.doctor.files.model import Said
from watchlint.facts.launch import kinds, started
from watchlint.servers import catalogue
from watchlint.servers import launches as dev_servers
from watchlint.servers.model import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

ENGINE_LOOKS_AGAIN = "24"
"""The release of gunicorn whose inotify engine looks again for new folders (reloader.py, refresh_dirs)."""

_INTO_A_FILE = re.compile(r"(?:>>?[ \t]*|--(?:access-|error-)?log-?file[ =])(?!&|/dev/)([\w.][\w./-]*)")


def said(repository: Repository) -> Iterator[Said]:
    """All of it; what a start without reloading says comes last where another one here reloads."""
    launches = [one for one in _launches(repository) if not kinds.is_test(one.path or "")]
    reloading = [one for one in launches if one.reloads]
    for launch in reloading:
        yield from _worker(launch)
        yield from _at_start(launch, repository)
        yield from _log(launch, repository)
    quiet = [said for launch in launches for said in _without(launch)]
    yield from quiet if not reloading else ()
    for launch in reloading:
        yield from _polls(launch, repository)
        yield from _in_production(launch)
    yield from quiet if reloading else ()
    yield from _celery(repository)


def _launches(repository: Repository) -> list[Launch]:
    from watchlint.servers import scripts

    return [*dev_servers.launches(repository), *scripts.launched(repository), *scripts.guessed(repository)]


def _at(launch: Launch, id: str, message: str, step: str) -> Said:
    return Said(id, launch.path or launch.script, launch.line or 1, message, step)


def _without(launch: Launch) -> Iterator[Said]:
    if launch.reloads:
        return
    known = catalogue.named(launch.server)
    again = known.to_reload(launch.arguments, launch.app or "")
    yield _at(
        launch,
        "started-without-reload",
        f"{launch.server} is started without reloading, so it notices no edit",
        again or f"watchlint watches  # how {launch.server} is started to reload",
    )


def uvicorn_worker(words: tuple[str, ...] | list[str]) -> bool:
    """Whether these words of gunicorn ask for uvicorn's worker."""
    return any("uvicorn" in value.lower() for option in ("-k", "--worker-class") for value in values(words, option))


def _worker(launch: Launch) -> Iterator[Said]:
    if launch.server == "gunicorn" and uvicorn_worker(launch.arguments):
        yield _at(
            launch,
            "worker-ignores-reload",
            "gunicorn's --reload notices an edit, and uvicorn's worker never restarts for it: the old code goes on",
            f"uvicorn {shlex.quote(launch.app or 'main:app')} --reload  # for development, in place of gunicorn",
        )


def _at_start(launch: Launch, repository: Repository) -> Iterator[Said]:
    """gunicorn 19.9 asked once, before the application was loaded, which folders to watch."""
    release = repository.dependencies.version_range("gunicorn")
    told = "poll" in values(launch.arguments, "--reload-engine")
    waits = launch.server == "gunicorn" and repository.dependencies.requires("inotify") and not told
    if waits and release.within(None, ENGINE_LOOKS_AGAIN) == "certain":
        yield _at(
            launch,
            "watches-at-start",
            f"with the package inotify gunicorn before {ENGINE_LOOKS_AGAIN} watches the folders of modules that were loaded when its"
            " worker started, and none that come later: an edit in those is not heard",
            "gunicorn … --reload-engine poll  # or a newer gunicorn",
        )


def _log(launch: Launch, repository: Repository) -> Iterator[Said]:
    """A log that lies in what is watched, of a server that restarts for any file."""
    any_file = launch.server == "gunicorn" and repository.dependencies.requires("inotify")
    if launch.command is None or not any_file or "poll" in values(launch.arguments, "--reload-engine"):
        return
    text = launch.command.source.text
    start = launch.command.words[0].offset
    line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
    found = _INTO_A_FILE.search(line)
    if found:
        yield _at(
            launch,
            "log-in-watched-folder",
            f"{launch.server} writes {found[1]} into a folder that it watches, and restarts whenever any file there changes",
            f"{launch.server} … > /tmp/{os.path.basename(found[1])}  # a folder outside; or --reload-engine poll",
        )


def _polls(launch: Launch, repository: Repository) -> Iterator[Said]:
    """A server that looks at every file again and again, as far as the files tell."""
    waits = _way_to_wait(launch, repository)
    if waits:
        message, step = waits
        yield _at(launch, "polls", f"{message}; in a large project that takes up to a processor core", step)


def _way_to_wait(launch: Launch, repository: Repository) -> tuple[str, str] | None:
    asks = repository.dependencies
    if launch.server == "uvicorn" and launch.program != "fastapi" and asks.of("uvicorn"):
        from watchlint.servers.web.uvicorn import brings_watchfiles

        if not brings_watchfiles(asks):
            return (
                "uvicorn polls: nothing here asks for watchfiles, and without it every .py file below the folder is looked"
                " at again and again, those of an environment too",
                "pip install watchfiles  # or ask for uvicorn[standard]; in production: leave reloading out",
            )
    if launch.server in ("runserver_plus", "flask") and asks.of("werkzeug") + asks.of("django-extensions"):
        extra = any("watchdog" in one.extras for one in asks.of("werkzeug"))
        if not extra and not asks.requires("watchdog"):
            return (
                f"{launch.server} polls: nothing here asks for watchdog, the one package that it waits for events with"
                " (not Watchman), and without it every loaded module is looked at each second",
                "pip install 'watchdog<7'  # 7.0 and later tells Werkzeug of no edit",
            )
    if launch.server == "django":
        from watchlint.facts.django import reloader, settings

        projects = list(settings.projects(repository))
        found = reloader.predict(repository, projects[0]) if projects else None
        if found and found.reloader == reloader.STAT and not found.condition:
            return (
                "runserver polls (StatReloader): every module and template is looked at each second",
                "pip install django-watchfiles  # and 'django_watchfiles' in INSTALLED_APPS; where nobody edits: --noreload",
            )
    return None


def _in_production(launch: Launch) -> Iterator[Said]:
    where = launch.command.where.kind if launch.command else ""
    if where == "host":
        yield _at(
            launch,
            "reloads-in-production",
            f"{launch.server} is started with reloading by a service of the system: it watches, or polls, all day",
            f"{launch.server} without its option to reload  # where nobody edits",
        )


def _celery(repository: Repository) -> Iterator[Said]:
    """Celery's workers reload nothing: what restarts them is watchmedo or watchfiles."""
    for command in started.of_repository(repository, (b"celery",)):
        for program, inner in dev_servers.programs(command):
            if program.name != "celery" or "worker" not in program.words or kinds.is_test(inner.path):
                continue
            gone = "--autoreload" in program.words
            words = [word for word in program.words if word != "--autoreload"]
            why = "celery has no --autoreload since 4.0" if gone else "a celery worker has no reloader"
            yield Said(
                "started-without-reload",
                inner.path,
                inner.line,
                f"{why}: it runs the code that it was started with",
                f"watchmedo auto-restart -d . -p '*.py;**/*.py' -R -- {shlex.join(['celery', *words])}  # pip install watchdog",
            )
