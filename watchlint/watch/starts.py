"""Which dev servers are started here, and with which app: read from the files that start them, or told."""

from __future__ import annotations

import os
import posixpath
import re
import shlex

from watchlint.facts.launch.kinds import is_test
from watchlint.servers import catalogue, launches, scripts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

SERVERS = catalogue.NAMES


def starts(repo: Repository, server: str | None = None, app: str | None = None) -> list[Launch]:
    """Every start of a server that watches, each with an app that is there; an invented one (path None) where
    `server` or `app` ask for what no file starts. Test files start nothing."""
    paths = [path for path in repo.files if not is_test(path)]
    started = [*launches.launches(repo), *scripts.launched(repo)]
    known = [launch for launch in started if launch.reloads and not is_test(launch.path or "")]
    found = [launch for launch in known if server in (None, launch.server)]
    if app is not None:
        wanted = server or _server_of(repo, app)
        same = [launch for launch in found if launch.server == wanted and _same_app(launch, app)]
        return same or [launches.typed(wanted, app)]
    by_script = [one for one in scripts.guessed(repo) if all(one.server != other.server for other in known)]
    guessed = [] if found else launches.fallbacks(paths, repo.read_or_note, repo.dependencies.requires)
    found += [launch for launch in (*guessed, *by_script) if server in (None, launch.server)]
    return found or ([launches.typed(server, None)] if server else [])


def _same_app(launch: Launch, app: str) -> bool:
    if launch.app is None:
        return False
    own = launch.app if ":" in launch.app else posixpath.normpath(posixpath.join(launch.cwd or "", launch.app))
    return own == posixpath.normpath(app) or launch.app == app


def _server_of(repo: Repository, app: str) -> str:
    """The server that an app alone asks for: by its name and by what it imports."""
    by_name = next((server.name for server in catalogue.every() if server.claims(app)), None)
    if by_name:
        return by_name
    data = repo.read_or_note(app) or b"" if not os.path.isabs(app) else b""
    found = [
        (match.start(), server.name)
        for server in catalogue.every()
        for word in server.imports
        if (match := re.search(rb"^[ \t]*(?:import|from)[ \t]+" + word.encode() + rb"\b", data, re.M))
    ]
    return min(found)[1] if found else "streamlit"


def command(launch: Launch) -> str:
    """The command line, for a reader."""
    if launch.script:
        module = launch.script.removesuffix("/__main__.py").removesuffix(".py").replace("/", ".")
        words = launch.arguments if launch.arguments[:1] == ("runserver",) else ()  # else they stand for its code
        return shlex.join(["python", "-m", module] if launch.as_module else ["python", launch.script, *words])
    return catalogue.named(launch.server).line(launch)
