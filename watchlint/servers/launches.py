"""Which dev servers a repository starts, read from the files that start them: never guessed from prose."""

from __future__ import annotations

import posixpath

from watchlint.facts.launch import started
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.places.resolver import Resolver
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch
    from watchlint.servers.program import Program

_SHELLS = frozenset("sh bash dash zsh ash".split())


def launches(repository: Repository) -> list[Launch]:
    """Every start of a dev server in the files of a repository, by path, with the folder of the repository it starts in."""
    return repository.shared("launches", lambda: _launches(repository))


def written(repository: Repository) -> list[Launch]:
    """The same starts as their files have them: where in the repository they start, which takes a look at every file that may
    start them, is not asked."""
    return repository.shared("launches as written", lambda: _written(repository))


def may_start_other_than(name: str, repository: Repository) -> bool:
    """Whether a file has a word of another server than the one of this name: False where it starts none."""
    words = {word.encode() for row in catalogue.ROWS if row[0] != name for word in row[3]}
    return bool(started.holding(repository, tuple(sorted(words))))


def beside(repository: Repository) -> list[Launch]:
    """The starts, in the same files, of what runs beside Python's servers and watches: the front end, its tests."""
    return repository.shared("launches beside", lambda: _beside(repository))


def _beside(repository: Repository) -> list[Launch]:
    commands = started.of_repository(repository, catalogue.WORDS_BESIDE)
    found = [launch for command in commands for launch in of_command(command, beside=True)]
    if not found:
        return []
    from watchlint.facts.launch.places import resolver

    places = resolver.of(repository)
    return [launch for one in found if (launch := placed(one, places)) is not None]


def _written(repository: Repository) -> list[Launch]:
    commands = started.of_repository(repository, catalogue.WORDS)
    return [launch for command in commands for launch in of_command(command)]


def _launches(repository: Repository) -> list[Launch]:
    found = written(repository)
    if not found:
        return []
    from watchlint.facts.launch.places import resolver

    places = resolver.of(repository)
    known = [launch for one in found if (launch := placed(one, places)) is not None]
    really = (catalogue.named(one.server).really(one, repository.look) for one in known)
    return [one for one in really if one is not None]


def programs(
    command: Command, given: Mapping[str, str] | None = None, start: int = 0, through: str = ""
) -> Iterator[tuple[Program, Command]]:
    """The programs that a command starts, each with the command it stands in: one, or those that a shell or a script is given
    to start. `given`: variables set around it. `start`: the word that it begins with. `through`: the script before it."""
    from watchlint.servers.program import peel

    program = peel([word.text for word in command.words[start:]], {**command.variables, **(given or {})})
    if program is None:
        return
    program = program._replace(at=program.at + start, through=through)
    if program.name == "concurrently":
        for at in range(len(program.words)):
            for inner in started.nested(command, program.at + 1 + at):
                yield from programs(inner, program.environment, through=through)
        return
    if program.name in _SHELLS:
        option = next((at for at, word in enumerate(program.words) if word.startswith("-") and "c" in word), None)
        if option is not None and option + 1 < len(program.words):
            for inner in started.nested(command, program.at + 2 + option):
                own = {
                    name: one.value for name, one in inner.environment.items() if one != command.environment.get(name)
                }
                yield from programs(inner, {**program.environment, **own}, through=through)
            return
    script = _script(program)
    if script is not None and not through:
        words = [program.written, *program.words]
        yield from programs(command, program.environment, program.at + script + 1, words[script])
    elif program.name not in _SHELLS:
        yield program, command


def _script(program: Program) -> int | None:
    """Which word of a program, its name the first, is a script that is given words: an image's entrypoint starts them."""
    names = [program.name, *program.words]
    at = 0
    if program.name in _SHELLS:
        at = next((at for at, word in enumerate(names) if at and not word.startswith(("-", "+"))), 0)
    name = posixpath.basename(names[at])
    is_script = name.endswith((".sh", ".bash")) or (at > 0 or "entrypoint" in name) and "." not in name
    return at if is_script and at + 1 < len(names) else None


def of_command(command: Command, beside: bool = False) -> Iterator[Launch]:
    """The servers that a command starts: one, or those that a shell is given to start; `beside`: what runs beside them."""
    from watchlint.servers.model import Launch

    for program, inner in programs(command):
        found = catalogue.started(program, beside=beside)
        if found is None:
            continue
        name, start = found
        place = inner.source.place(inner.words[program.at].offset)
        other = program.name if program.name != name and not program.as_module else ""
        yield Launch(
            name, start.app, start.arguments, inner.cwd, dict(program.environment), inner.path, place["line"],
            place["column"], start.reloads, True, other, program.as_module, inner, through=program.through,
        )  # fmt: skip


def placed(launch: Launch, places: Resolver) -> Launch | None:
    """The same as `settled`; None where the script that is given this command line is not seen to start it."""
    if launch.command is None or not launch.through:
        return settled(launch, places)
    handed = places.handed(launch.command, launch.through)
    return settled(launch._replace(command=handed), places) if handed is not None else None


def settled(launch: Launch, places: Resolver) -> Launch:
    """A launch with the folder of the repository that it starts in, or None where that is not known, and its app as it is
    called there."""
    if launch.command is None:
        return launch
    place = places.place(launch.command, launch.app)
    app, words = launch.app, launch.arguments
    if app and app.startswith("/") and place.folder is not None:
        here = places.path(launch.command, app)
        if here is not None:
            app = posixpath.relpath(here, place.folder or ".")
            words = tuple(app if word == launch.app else word for word in words)
    return launch._replace(cwd=place.folder, app=app, arguments=words, place=place)


def fallbacks(
    paths: Sequence[str], read: Callable[[str], bytes | None], depends_on: Callable[[str], bool]
) -> list[Launch]:
    """What is there to be started where nothing says how, all with certain=False."""
    return [
        _guessed(server.name, app, server.typed(app).arguments)
        for server in catalogue.guessing()
        for app in server.guessed(paths, read, depends_on)
    ]


def _guessed(server: str, app: str, arguments: tuple[str, ...]) -> Launch:
    from watchlint.servers.model import Launch

    return Launch(server, app, arguments, "", {}, app, 1, 1, True, False)


def typed(server: str, app: str | None) -> Launch:
    """The start that a person would type who names only this."""
    from watchlint.servers.model import Launch

    start = catalogue.named(server).typed(app)
    return Launch(server, start.app, start.arguments, "", {}, None, None, None, True, app is not None)
