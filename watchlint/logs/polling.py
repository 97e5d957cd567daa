"""How a server, or what uses a library, is told to poll, which takes no watch and no instance: a command to copy."""

from __future__ import annotations

from watchlint.logs.messages.watchdog import POLL_ON_WATCHDOG
from watchlint.logs.others import POLL
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_INSTEAD = "  # instead: then start {server} again; it polls and takes no watch"
_LIBRARY = {row[0]: row[10] for row in catalogue.OURS if row[10]}
_LIBRARIES = frozenset(_LIBRARY.values())


def user_of(library: str, named: Sequence[str]) -> str:
    """The server that a message is about, "" where that is not known. `library`: what the message itself tells, a server,
    a library or nothing; `named`: the servers that the log names, the nearest last; one counts if it uses the library."""
    if library and library not in _LIBRARIES:
        return library
    return next((server for server in reversed(named) if not library or _LIBRARY.get(server) == library), "")


def way_to_poll(server: str) -> str:
    """The command that makes a server, or what uses a library, poll; "" where we know of none. A server that is known says it
    itself."""
    if server == "watchdog":  # nobody knows whose
        return POLL_ON_WATCHDOG
    own = catalogue.way_to_poll(server).partition("  #")[0]
    command = own or POLL.get(server, "")
    if not command or "instead" in command:
        return command
    return command + _INSTEAD.format(server=server if server != "watchfiles" else "it")
