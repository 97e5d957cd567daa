"""How each server is told to poll, which takes no watch and no instance: a command to copy."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_WATCHFILES = "export WATCHFILES_FORCE_POLLING=true  # instead: then start {server} again; it polls and takes no watch"

_WAYS = {
    "streamlit": "streamlit run app.py --server.fileWatcherType poll  # instead: it polls and takes no watch",
    "flask": "pip uninstall -y watchdog  # instead: Flask polls without it and takes no watch",
    "watchmedo": "watchmedo auto-restart --debug-force-polling -d src -R -- python main.py  # instead: it polls and takes no watch",
    "hupper": "export HUPPER_DEFAULT_MONITOR=hupper.polling.PollingFileMonitor  # instead: then start it again; it polls",
    "pytest-watch": "ptw --poll  # instead: it polls and takes no watch",
    "robyn": "",
    "gunicorn": "export GUNICORN_CMD_ARGS='--reload-engine poll'  # instead: then start gunicorn again; it polls",
    "vite": "server: { watch: { usePolling: true } }  // instead, in vite.config.js: Vite polls and takes no watch",
    "nodemon": "nodemon -L server.js  # instead: it polls and takes no watch",
    "webpack": "export WATCHPACK_POLLING=true  # instead: then start webpack again; it polls",
    # Where a library is known, and not the server that uses it.
    "watchdog": "streamlit run app.py --server.fileWatcherType poll  # instead, where it is Streamlit's: it polls and takes no watch",
    "chokidar": "export CHOKIDAR_USEPOLLING=1  # instead, for nodemon and others on chokidar: then start it again; it polls",
}

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


def way_to_poll(server: str) -> str:
    """The command that makes a server, or what uses a library, poll; "" where we know of none."""
    if server == "watchfiles" or server in _ON_WATCHFILES:
        return _WATCHFILES.format(server=server if server != "watchfiles" else "it")
    return _WAYS.get(server, "")
