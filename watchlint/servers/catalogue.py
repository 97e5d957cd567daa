"""Every dev server that is known, found by its place. A server's module is imported when it is asked for, not before."""

from __future__ import annotations

from importlib import import_module

from watchlint.servers.index import AROUND, BESIDE, BLACKLISTS, GUESSING, PATTERNED, SERVERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from watchlint.servers.declared import Row
    from watchlint.servers.model import Server, Start
    from watchlint.servers.program import Program

OURS = (*SERVERS, *BESIDE)
"""Every server of ours, and what runs beside them, as rows of the index."""

ROWS = SERVERS
"""Ours, and those that plugins bring, as rows of the index."""

NAMES = tuple(row[0] for row in OURS)
"""The names of all servers, as the contract has them."""

BESIDE_NAMES = tuple(row[0] for row in BESIDE)
"""Those of what runs beside Python's servers."""

WORDS = tuple(sorted({word.encode() for row in SERVERS for word in row[3]}))
"""What to look for in a file: one of these stands in every one that starts a server."""

WORDS_BESIDE = tuple(sorted({word.encode() for row in BESIDE for word in row[3]}))
"""The same for what runs beside Python's servers, which no check looks for."""

VARIABLES = frozenset(name for row in OURS for name in row[5])
"""The variables that servers obey."""

PACKAGES = tuple(dict.fromkeys(name for row in SERVERS for name in row[6]))
"""The packages whose presence, with their extra, means that a server here takes inotify watches."""

PATTERNED_PACKAGES = tuple(name.partition("[")[0] for row in SERVERS if row[0] in PATTERNED for name in row[6])
"""Those of the servers that take patterns."""

BLACKLISTED = dict(BLACKLISTS)
"""The variables that are taken to keep folders from being watched -> the name of the server that reads them."""

CALLED = {module: row[0] for row in SERVERS for module in row[7]}
"""The modules by which Python code starts a server -> its name."""


def take(added: Sequence[Row]) -> None:
    """Know these servers too, whose rows have the whole names of their modules, and no others but our own."""
    global ROWS, NAMES, WORDS, VARIABLES, PACKAGES, CALLED
    ROWS = (*SERVERS, *added)
    NAMES = tuple(row[0] for row in (*ROWS, *BESIDE))
    WORDS = tuple(sorted({word.encode() for row in ROWS for word in row[3]}))
    VARIABLES = frozenset(name for row in ROWS for name in row[5])
    PACKAGES = tuple(dict.fromkeys(name for row in ROWS for name in row[6]))
    CALLED = {module: row[0] for row in ROWS for module in row[7]}
    _NAMED.clear()
    _OF_PROGRAMS.clear()


# Not `functools.cache`, whose import alone is a fifteenth of what a hook may take.
_NAMED: dict[str, Server] = {}
_OF_PROGRAMS: dict[tuple[str, bool], tuple[str, ...]] = {}


def named(name: str) -> Server:
    """The server of this name; for any other name one of which nothing is known."""
    if name not in _NAMED:
        _NAMED[name] = _named(name)
    return _NAMED[name]


def _named(name: str) -> Server:
    for row in (*ROWS, *BESIDE):
        if row[0] == name:
            module = row[1] if row in ROWS[len(SERVERS) :] else f"watchlint.servers.{row[1]}"
            server: Server = import_module(module).SERVER
            return server
    from watchlint.servers.model import Server

    return Server()


def every() -> Iterator[Server]:
    """All servers. Imports all of their modules."""
    return map(named, NAMES)


def guessing() -> Iterator[Server]:
    """Those that find their apps where nothing says how they are started."""
    return map(named, GUESSING)


def patterned() -> Iterator[Server]:
    """Those that take patterns, which may change which folders are watched."""
    return map(named, PATTERNED)


def started(program: Program, processes: bool = False, beside: bool = False) -> tuple[str, Start] | None:
    """(the server's name, what it starts) of a program and its words; None where it is no dev server. `processes`: of a
    process, whose variables may tell what its words do not. `beside`: of what runs beside Python's servers."""
    for name in _of_program(program.name, beside):
        start = named(name).start(program)
        if start is not None:
            return name, start
    if processes:
        for row in ROWS:
            if row[4] and marked(row[4], program.environment):
                start = named(row[0]).start(program)
                return (row[0], start) if start is not None else None
    return None


def _of_program(name: str, beside: bool) -> tuple[str, ...]:
    """The servers that a program of this name may be."""
    if (name, beside) not in _OF_PROGRAMS:
        rows = BESIDE if beside else ROWS
        _OF_PROGRAMS[name, beside] = tuple(
            row[0] for row in rows if any(name == one or (one[0] == "*" and name.endswith(one[1:])) for one in row[2])
        )
    return _OF_PROGRAMS[name, beside]


def marked(mark: str, environ: Mapping[str, str]) -> bool:
    """Whether these variables are those of a server's process: `NAME` is "true" there, of `NAME=word` the word is among
    others, with commas between."""
    name, _, word = mark.partition("=")
    return (word or "true") in environ.get(name, "").split(",")


def way_to_poll(name: str) -> str:
    """The command that makes a server of this name poll, started as one types it; "" for none that is known."""
    if name not in NAMES:
        return ""
    server = named(name)
    return server.to_poll(server.typed(None).arguments, "")


def restarting(command: str) -> str:
    """The same command, started again for each edit."""
    return named(AROUND[0]).around.format(command=command)


def obeyed(environ: Mapping[str, str]) -> dict[str, str]:
    """Those of these variables that servers obey."""
    return {name: environ[name] for name in VARIABLES if name in environ}
