"""Which dev servers are started here, and with which app: read from the files that start them, or told."""

from __future__ import annotations

import os
import posixpath

from watchlint.facts.launch import commands as launch_commands
from watchlint.facts.launch.commands import Launch

SERVERS = ("streamlit", "django", "watchfiles", "uvicorn", "flask", "watchmedo", "gunicorn", "hupper")


def starts(repo, server: str | None = None, app: str | None = None) -> list[Launch]:
    """Every start of a server that watches, each with an app that is there; an invented one (path None) where
    `server` or `app` ask for what no file starts. Test files start nothing."""
    paths = [path for path in repo.files if not _is_test(path)]
    known = [launch for launch in launch_commands.launches(paths, repo.read_or_note, repo.look) if launch.reloads]
    found = [_here(repo, launch) for launch in known if server in (None, launch.server)]
    if app is not None:
        wanted = server or _server_of(repo, app)
        same = [launch for launch in found if launch.server == wanted and _same_app(launch, app)]
        return same or [_told(wanted, app)]
    if found:
        return found
    guessed = launch_commands.fallbacks(paths, repo.read_or_note, repo.dependencies.requires)
    found = [launch for launch in guessed if server in (None, launch.server)]
    return found or ([_told(server, None)] if server else [])


def _is_test(path: str) -> bool:
    parts = path.split("/")
    return "tests" in parts[:-1] or "node_modules" in parts or parts[-1].startswith("test_")


def _here(repo, launch: Launch) -> Launch:
    """An image's path (`/srv/app/main.py`) as the path it has in this work tree, if it has one."""
    if launch.app is None or not launch.app.startswith("/") or os.path.exists(launch.app):
        return launch
    parts = launch.app.strip("/").split("/")
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        if repo.exists(path):
            words = tuple(path if word == launch.app else word for word in launch.arguments)
            return launch._replace(app=path, arguments=words, cwd="")
    return launch


def _same_app(launch: Launch, app: str) -> bool:
    if launch.app is None:
        return False
    own = launch.app if ":" in launch.app else posixpath.normpath(posixpath.join(launch.cwd or "", launch.app))
    return own == posixpath.normpath(app) or launch.app == app


def _server_of(repo, app: str) -> str:
    """The server that an app alone asks for: by its name and by what it imports."""
    if posixpath.basename(app) == "manage.py":
        return "django"
    if ":" in app:
        return "uvicorn"
    data = repo.read_or_note(app) or b"" if not os.path.isabs(app) else b""
    for word, server in (
        (b"streamlit", "streamlit"),
        (b"fastapi", "uvicorn"),
        (b"starlette", "uvicorn"),
        (b"flask", "flask"),
    ):
        if word in data:
            return server
    return "streamlit"


def _told(server: str, app: str | None) -> Launch:
    """The start that a person would type who names only this."""
    module = app
    if app is not None and app.endswith(".py") and server in ("uvicorn", "gunicorn"):
        module = posixpath.normpath(app)[:-3].replace("/", ".") + ":app"
    words: dict[str, tuple] = {
        "streamlit": ("run", app or "streamlit_app.py"),
        "django": ("runserver",),
        "uvicorn": (module or "main:app", "--reload"),
        "flask": (*(("--app", app) if app else ()), "run", "--debug"),
        "gunicorn": (module or "main:app", "--reload"),
        "watchfiles": (f"python {app}" if app else "true",),
        "watchmedo": ("auto-restart", "-R", "--", "python", app or "main.py"),
        "hupper": ("-m", app or "main"),
    }
    named = {"streamlit": app or "streamlit_app.py", "django": app or "manage.py"}.get(server, module)
    if server in ("uvicorn", "gunicorn"):
        named = module or "main:app"
    return Launch(server, named, words[server], "", {}, None, None, None, True, app is not None)


def command(launch: Launch) -> str:
    """The command line, for a reader."""
    import shlex

    program = {"django": f"python {launch.app or 'manage.py'}", "hupper": "hupper"}.get(launch.server, launch.server)
    if launch.server == "uvicorn" and launch.arguments[:1] and launch.arguments[0] in ("dev", "run"):
        program = "fastapi"
    return " ".join([program, *map(shlex.quote, launch.arguments)])
