"""Which dev servers are started here, and with which app: read from the files that start them, or told."""

from __future__ import annotations

import os
import posixpath
import re
import shlex

from watchlint.facts.launch.kinds import is_test
from watchlint.servers import catalogue, launches, scripts
from watchlint.servers.start import Absent
from watchlint.servers.web import flaskenv
from watchlint.watch import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.start import Launch

SERVERS = catalogue.NAMES


def started(repo: Repository, below: str = "") -> list[Launch]:
    """Every start by a file of a server that watches, those in a folder of the repository. Test files start nothing."""
    found = [*launches.launches(repo), *scripts.launched(repo)]
    return [
        launch
        for launch in found
        if launch.reloads
        and not is_test(launch.path or "")
        and (not below or (launch.cwd is not None and f"{launch.cwd}/".startswith(f"{below}/")))
    ]


def starts(
    repo: Repository, server: str | None = None, app: str | None = None, folder: str = "", below: str = ""
) -> list[Launch]:
    """Every start of a server that watches, each with an app that is there; an invented one (path None) where
    `server` or `app` ask for what no file starts, in this folder of the repository. `below`: those only that files
    start in this folder. Test files start nothing. Raises Absent where nothing tells which server an app is for."""
    if below:
        return [*started(repo, below), *_beside(repo, below=below)]
    paths = [path for path in repo.files if not is_test(path)]
    known = started(repo)
    found = [launch for launch in known if server in (None, launch.server)]
    if app is not None:
        path = posixpath.normpath(posixpath.join(folder, app))
        same = [launch for launch in found if _same_app(launch, app, path)]
        by_script = [] if server or ":" in app or os.path.isabs(app) else scripts.typed(repo, path, folder)
        if placed := [launch for launch in same if launch.cwd is not None] or by_script:
            return placed
        name = server or (same[0].server if same else _server_of(repo, app, path))
        return [launches.typed(name, app)._replace(cwd=folder)]  # here: no file tells of another folder
    by_readme = told.starts(repo, known)
    known = [*known, *by_readme]
    by_script = [one for one in scripts.guessed(repo) if all(one.server != other.server for other in known)]
    found += [launch for launch in by_readme if server in (None, launch.server)]
    guessed = [] if found else launches.fallbacks(paths, repo.read_or_note, repo.dependencies.requires)
    by_flaskenv = [one for one in flaskenv.guessed(repo) if all(one.server != other.server for other in known)]
    found += [launch for launch in (*guessed, *by_script, *by_flaskenv) if server in (None, launch.server)]
    found += _beside(repo, server)
    return found or ([launches.typed(server, None)._replace(cwd=folder)] if server else [])


def _beside(repo: Repository, server: str | None = None, below: str = "") -> list[Launch]:
    """What runs beside Python's servers here: the front end that files start, and the editor that has settings here."""
    found = [one for one in launches.beside(repo) if one.reloads and not is_test(one.path or "")]
    editors = [name for name in catalogue.BESIDE_NAMES if catalogue.named(name).is_used(repo.files)]
    found += [launches.typed(name, None)._replace(certain=True) for name in editors]
    within = [one for one in found if not below or (one.cwd is not None and f"{one.cwd}/".startswith(f"{below}/"))]
    return [one for one in within if server in (None, one.server)]


def _same_app(launch: Launch, app: str, path: str) -> bool:
    """Whether a start is that of an app, or of the file at this path."""
    name = launch.script or launch.app
    if name is None:
        return False
    own = name if ":" in name else posixpath.normpath(posixpath.join(launch.cwd or "", name))
    return own == path or (name == app and ":" in app)


def _server_of(repo: Repository, app: str, path: str) -> str:
    """The server that an app alone asks for: by its name and by what it imports."""
    by_name = next((server.name for server in catalogue.every() if server.claims(app)), None)
    if by_name:
        return by_name
    absolute = os.path.isabs(app)
    data = repo.look(path) if not absolute and not path.startswith("..") else None
    if data is None and not (absolute and os.path.isfile(app)):
        raise Absent(f"{app}: that file is not in this work tree")
    data = data or b""
    found = [
        (match.start(), server.name)
        for server in catalogue.every()
        for word in server.imports
        if (match := re.search(rb"^[ \t]*(?:import|from)[ \t]+" + word.encode() + rb"\b", data, re.M))
    ]
    if not found:
        raise Absent(
            f"{app} imports no server that is known here: name it, --server NAME (`watchlint watches --help` lists them)"
        )
    return min(found)[1]


def quiet(repo: Repository) -> list[str]:
    """Sentences on the starts of servers that watch nothing as they are started."""
    found = [one for one in launches.launches(repo) if not one.reloads and not is_test(one.path or "")]
    return [
        f"{one.path}:{one.line}: `{command(one)}` is started without reloading: it watches nothing" for one in found
    ]


def command(launch: Launch) -> str:
    """The command line, for a reader."""
    if launch.script:
        module = launch.script.removesuffix("/__main__.py").removesuffix(".py").replace("/", ".")
        words = launch.arguments if launch.arguments[:1] == ("runserver",) else ()  # else they stand for its code
        return shlex.join(["python", "-m", module] if launch.as_module else ["python", launch.script, *words])
    return catalogue.named(launch.server).line(launch)
