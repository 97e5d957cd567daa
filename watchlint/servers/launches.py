"""Which dev servers a repository starts, read from the files that start them: never guessed from prose."""

from __future__ import annotations

import posixpath

from watchlint.facts.launch import commands
from watchlint.servers import catalogue
from watchlint.servers.model import Launch
from watchlint.servers.program import peel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_SHELLS = frozenset("sh bash dash zsh ash".split())


def launches(
    paths: Iterable[str], read: Callable[[str], bytes | None], look: Callable[[str], bytes | None] | None = None
) -> list[Launch]:
    """Every start of a dev server in these files (relative paths), in the order of the paths. `read` gives a file's
    bytes, or None; `look` the same of one that may as well be a program. Files that cannot be read as what they are
    called are passed over."""
    from watchlint.facts.launch import files as launch_files

    found: list[Launch] = []
    paths = list(paths)
    owned = frozenset(paths)
    for path in paths:
        if not launch_files.may_launch(path):
            continue
        content = (look if look and launch_files.may_be_program(path) else read)(path)
        if content and any(word in content for word in catalogue.WORDS):
            for step in launch_files.steps(path, content):
                found.extend(_settled(launch, owned) for launch in in_step(step, path))
    return found


def in_step(step: commands.Step, path: str) -> Iterator[Launch]:
    """The servers that one piece of shell text starts."""
    for command in commands.commands(step):
        texts = [word.text for word in command.words]
        program = peel(texts, command.environment)
        if program is None:
            continue
        if program.name in _SHELLS:
            option = next((at for at, word in enumerate(program.words) if word.startswith("-") and "c" in word), None)
            if option is not None and option + 1 < len(program.words):
                at = program.at + 2 + option
                line, column = command.place(at)
                inner = commands.Step(texts[at], line, column, command.cwd, program.environment)
                yield from in_step(inner, path)
            continue
        found = catalogue.started(program)
        if found is not None:
            name, start = found
            line, column = command.place(program.at)
            other = program.name if program.name != name and not program.as_module else ""
            yield Launch(
                name,
                start.app,
                start.arguments,
                command.cwd,
                dict(program.environment),
                path,
                line,
                column,
                start.reloads,
                True,
                other,
                program.as_module,
            )


def _settled(launch: Launch, owned: frozenset[str]) -> Launch:
    """The working folder, where the file does not tell it or tells one of an image: the first of it, the file's own
    folder and the root in which the app is to be found."""
    if not launch.app or launch.app.startswith("/"):
        return launch
    file = launch.app
    if not file.endswith(".py"):
        file = file.partition(":")[0].replace(".", "/") + ".py"
    for cwd in dict.fromkeys((launch.cwd, posixpath.dirname(launch.path or ""), "")):
        if cwd is not None and posixpath.normpath(posixpath.join(cwd, file)) in owned:
            return launch._replace(cwd=cwd)
    return launch


def fallbacks(
    paths: Sequence[str], read: Callable[[str], bytes | None], depends_on: Callable[[str], bool]
) -> list[Launch]:
    """What is there to be started where nothing says how, all with certain=False."""
    return [
        _guessed(server.name, app, server.typed(app).arguments)
        for server in catalogue.every()
        for app in server.guessed(paths, read, depends_on)
    ]


def _guessed(server: str, app: str, arguments: tuple[str, ...]) -> Launch:
    return Launch(server, app, arguments, "", {}, app, 1, 1, True, False)


def typed(server: str, app: str | None) -> Launch:
    """The start that a person would type who names only this."""
    start = catalogue.named(server).typed(app)
    return Launch(server, start.app, start.arguments, "", {}, None, None, None, True, app is not None)
