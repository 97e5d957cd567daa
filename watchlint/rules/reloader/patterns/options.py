"""The starts of servers that take patterns: on a command line, or in Python (`run(…, reload=True)`)."""

from __future__ import annotations

import re

from watchlint.records import Record
from watchlint.rules.reloader import asked
from watchlint.rules.reloader.starts import launches
from watchlint.servers import catalogue
from watchlint.servers.model import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.reloader.asked import Place
    from watchlint.servers.model import Patterns, Server


class Start(Record):
    """place: where it is written. cwd: the folder it starts in, relative to the root; None where that is not known. server,
    patterns: what is started, and its options. folders, include, exclude: their values."""

    place: Place
    cwd: str | None
    server: Server
    patterns: Patterns
    folders: Sequence[str] = ()
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()


def starts(repository: Repository, asked_for: Callable[[Repository, Server], bool] | None = None) -> list[Start]:
    """Every start of such a server that reloads, found once. `asked_for`: what has to hold of the server here."""
    servers = [one for one in catalogue.patterned() if asked_for is None or asked_for(repository, one)]
    return [start for one in servers for start in _found(repository, one)]


def _found(repository: Repository, server: Server) -> list[Start]:
    return repository.shared(f"{server.name} starts", lambda: list(_starts(repository, server)))


def since(server: Server, name: str) -> str:
    """The release since which one of the facts of a server's patterns (`alone`, `silent`) holds, as it is written."""
    return ".".join(map(str, getattr(server.globs, name)))


def release(repository: Repository, server: Server, low: str | None, high: str | None) -> str:
    """Whether the server's release lies in [low, high): CERTAIN, POSSIBLE or EXCLUDED."""
    return asked.within(repository.dependencies.version_range(server.name), low, high)[0]


def polls(repository: Repository, server: Server) -> bool:
    """Whether it polls, as far as the dependency files tell: they ask for it, and not for what it watches with."""
    return repository.dependencies.requires(server.name) and not server.has_watcher("", repository.dependencies)


def keeps_working_folder(repository: Repository, server: Server) -> bool:
    """Whether it is a release that watches the working folder whatever folders are named."""
    wanted = repository.dependencies.requires(server.name)
    return (
        wanted
        and not polls(repository, server)
        and release(repository, server, None, since(server, "alone")) == asked.CERTAIN
    )


def says_nothing(repository: Repository, server: Server) -> bool:
    """Whether it is a release that watches, and says nothing at the inotify limit."""
    watches = server.has_watcher("", repository.dependencies)
    return watches and release(repository, server, since(server, "silent"), None) == asked.CERTAIN


def included(repository: Repository, start: Start) -> dict[str, str]:
    """Those --reload-include patterns that match folders -> the first of them; one that matches the working folder too is
    none."""
    if start.cwd is None:
        return {}
    folders = _folders(repository, start.cwd)
    found = {}
    for pattern in start.include:
        itself = all(part in ("", ".", "**") for part in pattern.split("/"))
        # `.*` is taken for hidden files, never for folders (web/on_uvicorn.py, _folders).
        if not itself and pattern != ".*":
            folder = next((folder for folder in folders if matches(pattern, folder)), None)
            if folder is not None:
                found[pattern] = folder
    return found


def matches(pattern: str, folder: str) -> bool:
    """Whether pathlib's `Path.glob(pattern)`, which the server calls in its working folder, gives this folder."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    parts = [part for at, part in enumerate(parts) if part != "**" or parts[at - 1 : at] != ["**"]]
    expression = ""
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if part == "**":
            # At the end it also gives the folder before it.
            whole = expression[:-1] + "(?:/.*)?" if expression.endswith("/") else expression + ".*"
            expression = whole if last else expression + "(?:.*/)?"
        else:
            body = re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
            expression += body + ("" if last else "/")
    return bool(parts) and re.fullmatch(expression, folder) is not None


def _folders(repository: Repository, cwd: str) -> list[str]:
    """The folders of the files the repository owns, and git's own, relative to `cwd`, those nearest to it first."""
    start = f"{cwd}/" if cwd else ""
    found: set[str] = {".git"} if repository.has_git and not cwd else set()
    for path in repository.files:
        folder = path.rpartition("/")[0]
        while folder.startswith(start) and folder not in ("", cwd) and folder[len(start) :] not in found:
            found.add(folder[len(start) :])
            folder = folder.rpartition("/")[0]
    return sorted(found, key=lambda folder: (folder == ".git", folder.count("/"), folder))


def _starts(repository: Repository, server: Server) -> Iterator[Start]:
    for launch in launches(repository):
        if launch.server == server.name and launch.reloads:
            yield _start(launch, launch.cwd, server, launch.arguments)
    yield from _calls(repository, server)


def _calls(repository: Repository, server: Server) -> Iterator[Start]:
    """Its calls in Python; where the script is started from is not known."""
    from watchlint.servers import calls

    for path in repository.imports(server.name):
        if path.rpartition("/")[2].startswith("test_"):
            continue
        for one in calls.starts(repository.read_or_note(path) or b""):
            if one.server == server.name and one.reloads and not one.decided:
                yield _start(asked.Written(path, one.line, one.column), None, server, one.arguments)


def _start(place: Place, cwd: str | None, server: Server, words: Sequence[str]) -> Start:
    patterns = server.globs
    assert patterns is not None
    given = (values(words, option) for option in (patterns.folders, patterns.include, patterns.exclude))
    return Start(place, cwd, server, patterns, *given)
