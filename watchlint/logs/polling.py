"""How each server is told to poll, which takes no watch and no instance: a command to copy."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WATCHFILES = "export WATCHFILES_FORCE_POLLING=1"
_INSTEAD = "  # instead: then start {server} again; it polls and takes no watch"

_WAYS = {
    "vite": "server: { watch: { usePolling: true } }  // instead, in vite.config.js: Vite polls and takes no watch",
    "nodemon": "nodemon -L server.js",
    "webpack": "export WATCHPACK_POLLING=true",
    # Where a library is known, and not the server that uses it.
    "watchdog": "streamlit run app.py --server.fileWatcherType poll  # instead, where it is Streamlit's: it polls and takes no watch",
    "chokidar": "export CHOKIDAR_USEPOLLING=1  # instead, for nodemon and others on chokidar: then start it again; it polls",
}
"""Programs and libraries that are no server of ours. The servers say themselves how they are told to poll."""

_ON_WATCHFILES = (
    "uvicorn", "django", "chainlit", "granian", "litestar", "nicegui", "shiny", "reflex", "fasthtml", "panel",
    "sphinx-autobuild", "bentoml", "aiohttp-devtools",
)  # fmt: skip

_USERS = {
    "watchfiles": frozenset(_ON_WATCHFILES),
    "watchdog": frozenset(("streamlit", "flask", "watchmedo", "hupper", "pytest-watch", "robyn")),
    "chokidar": frozenset(("vite", "nodemon", "webpack")),
}
"""Library -> the servers whose watches it takes."""


def user_of(library: str, named: Sequence[str]) -> str:
    """The server that a message is about, "" where that is not known. `library`: what the message itself tells, a server,
    a library or nothing; `named`: the servers that the log names, the nearest last; one counts if it uses the library."""
    if library and library not in _USERS:
        return library
    return next((server for server in reversed(named) if not library or server in _USERS[library]), "")


def way_to_poll(server: str, declared: Callable[[str], str]) -> str:
    """The command that makes a server, or what uses a library, poll; "" where we know of none. `declared`: what a server of
    this name says itself, "" where it is none that is known."""
    own = declared(server).partition("  #")[0]
    if not own and (server == "watchfiles" or server in _ON_WATCHFILES):
        own = _WATCHFILES
    command = own or _WAYS.get(server, "")
    if not command or "instead" in command:
        return command
    return command + _INSTEAD.format(server=server if server != "watchfiles" else "it")
