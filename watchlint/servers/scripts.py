"""The Python scripts of a repository that start a server when they are run: `python main.py`."""

from __future__ import annotations

import posixpath

from watchlint.facts.launch import started, subprocesses
from watchlint.servers import calls, catalogue, launches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.places.resolver import Resolver
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.calls import Started
    from watchlint.servers.model import Launch
    from watchlint.servers.program import Program


def launched(repository: Repository) -> list[Launch]:
    """The servers that scripts start which a launch file starts: `python main.py`, `python -m package`."""
    return repository.shared("scripts", lambda: list(_launched(repository)))


def _launched(repository: Repository) -> Iterator[Launch]:
    from watchlint.facts.launch.places import resolver

    places = resolver.of(repository)
    for command in started.of_repository(repository, (b"python", b"uv run", b".py")):
        for program, inner in launches.programs(command):
            begun = places.handed(inner, program.through) if program.through else inner
            if begun is not None:
                for script in program.files():
                    yield from _of_command(repository, places, program, begun, script)


def _of_command(
    repository: Repository, places: Resolver, program: Program, command: Command, script: str
) -> Iterator[Launch]:
    from watchlint.servers.model import Launch

    place = places.place(command, script)
    if script.startswith("/"):
        path = places.path(command, script)
    elif place.folder is None:
        named = [one for one in repository.named(posixpath.basename(script)) if f"/{one}".endswith(f"/{script}")]
        path = named[0] if len(named) == 1 else None
    else:
        path = posixpath.normpath(posixpath.join(place.folder, script))
    if path is None or path.startswith(".."):
        return
    yield from _below(repository, path, place.folder)
    where = command.source.place(command.words[program.at].offset)
    for call in of_file(repository, path):
        if catalogue.named(call.server).said(program.words) is False:
            continue
        shown = posixpath.relpath(path, place.folder or ".") if place.folder is not None else script
        yield Launch(
            call.server, call.app, call.arguments, place.folder, dict(program.environment), command.path, where["line"],
            where["column"], True, True, "", program.as_module, command, place, shown, call.decided, call.call,
        )  # fmt: skip


def _below(repository: Repository, path: str, folder: str | None) -> Iterator[Launch]:
    """What a script of the repository starts as other processes, where that is sure."""
    for command in subprocesses.commands(path, repository.look(path) or b"", folder):
        for launch in launches.of_command(command):
            yield launch._replace(command=None)


def of_file(repository: Repository, path: str) -> list[Started]:
    """The first call of each server, of those that reload, in a Python file of the repository."""
    data = repository.look(path)
    if not data or b"execute_from_command_line(sys.argv" in data:  # a manage.py: its subcommand says what it starts
        return []
    required = [module for module in catalogue.CALLED if repository.dependencies.requires(module)]
    found: dict[str, Started] = {}
    for one in calls.starts(data, required, path):
        if one.reloads:
            found.setdefault(one.server, one)
    return list(found.values())


def guessed(repository: Repository) -> list[Launch]:
    """The one script that starts a server which reloads, where no file says how; [] where there are several, or none."""
    from watchlint.facts.launch.kinds import is_test

    paths = [path for path in repository.imports(*catalogue.CALLED) if not is_test(path)]
    found = [path for path in paths if any(not call.decided for call in of_file(repository, path))]
    return typed(repository, found[0]) if len(found) == 1 else []


def typed(repository: Repository, path: str, folder: str = "") -> list[Launch]:
    """What `python PATH` starts, typed in a folder of the repository."""
    from watchlint.servers.model import Launch

    return [
        Launch(
            call.server, call.app, call.arguments, folder, {}, path, call.line, call.column, True, False,
            script=posixpath.relpath(path, folder or "."), decided=call.decided, call=call.call,
        )
        for call in of_file(repository, path)
    ] + [one._replace(certain=False) for one in _below(repository, path, folder)]  # fmt: skip
