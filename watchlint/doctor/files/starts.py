"""How servers are started here: without reloading, where nobody edits, or so that an edit may go unnoticed all the same.

Source: celery 4.0, its list of what was removed (`--autoreload`); all else as the servers' own modules say.
"""

from __future__ import annotations

import shlex

from watchlint.doctor.files.model import Said
from watchlint.facts.launch import kinds, started
from watchlint.facts.launch.base.model import HOST
from watchlint.servers import catalogue, scripts
from watchlint.servers import launches as dev_servers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def said(repository: Repository) -> Iterator[Said]:
    """All of it; what a start without reloading says comes last where another one here reloads."""
    every = [*dev_servers.launches(repository), *scripts.launched(repository), *scripts.guessed(repository)]
    launches = [one for one in every if not kinds.is_test(one.path or "")]
    reloading = [one for one in launches if one.reloads]
    without = [_without(launch, why) for launch in launches if not launch.reloads and (why := _why(launch, repository))]
    if not reloading:
        without += _unheard(repository)
    yield from without if not reloading else ()
    for launch in reloading:
        for doubt in catalogue.named(launch.server).doubts(launch, repository):
            yield _at(launch, *doubt)
        if launch.command is not None and launch.command.where.kind == HOST:
            yield _at(
                launch,
                "reloads-in-production",
                f"{launch.server} is started with reloading by a service of the system: it watches, or polls, all day",
                f"{launch.server} without its option to reload  # where nobody edits",
            )
    yield from without if reloading else ()
    if not any("celery" in launch.arguments for launch in reloading):
        yield from _celery(repository)


def _at(launch: Launch, id: str, message: str, step: str) -> Said:
    return Said(id, launch.path or launch.script, launch.line or 1, message, step)


def _why(launch: Launch, repository: Repository) -> str:
    """Why it does not reload; "" where it may, after all."""
    return catalogue.named(launch.server).still_for(launch, repository.dependencies)


def _without(launch: Launch, why: str) -> Said:
    again = catalogue.named(launch.server).to_reload(launch.arguments, launch.app or "")
    return _at(launch, "started-without-reload", why, again or f"# start {launch.server} so that it reloads")


def _unheard(repository: Repository) -> Iterator[Said]:
    for known in catalogue.every():
        for path, line, doubt in known.unheard(repository):
            yield Said(doubt.id, path, line, doubt.message, doubt.step)


def _celery(repository: Repository) -> Iterator[Said]:
    """Celery's workers reload nothing: another program starts them again."""
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
                catalogue.restarting(shlex.join(["celery", *words])),
            )
