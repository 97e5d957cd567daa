"""From one start of a server to its WatchPlan: what each model asks to know is looked up here."""

from __future__ import annotations

import os
import re
import shutil
from collections import namedtuple

from hooks.facts import python_imports
from hooks.servers import plan as plans
from hooks.servers.plan import WatchPlan
from hooks.watch.surroundings import Surroundings, dotted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.facts.launch_commands import Launch
    from hooks.facts.python_imports import Imports

Planned = namedtuple("Planned", "launch plan cwd environ files stays watchdog again")
"""launch    the start, as given
plan      its WatchPlan
cwd       the folder it starts in, absolute
environ   the variables that count for it
files     the project's own files that it runs: the script and the modules it imports (real paths)
stays     roots that are named by a setting and not by the app: they stay where they are when the app moves (real paths)
watchdog  the release of watchdog it uses, as numbers, () where it uses none, None where not known
again     arguments -> Planned: the same start with other words"""


class Absent(Exception):
    """The app of a start is not in this work tree: the message says which."""


def planned(launch: Launch, around: Surroundings) -> Planned:
    """The plan of this start. Raises Absent where what it serves is not there."""
    cwd = os.path.join(around.repo.root, launch.cwd or "")
    environ = around.environ(launch)
    plan, files, watchdog, *stays = _PLANNERS[launch.server](launch, cwd, environ, around)
    notes = list(plan.notes)
    if not launch.certain:
        notes.append(f"no file says how it is started: {launch.server} with {launch.app} is taken")
    plan = plan._replace(notes=tuple(notes), certain=plan.certain and launch.certain)

    def again(words):
        return planned(launch._replace(arguments=tuple(words)), around)

    return Planned(launch, plan, cwd, environ, files, frozenset(stays), watchdog, again)


def _streamlit(launch, cwd, environ, around):
    from hooks.facts import in_force, mounts
    from hooks.servers import streamlit

    script = os.path.join(cwd, launch.app)
    if not os.path.exists(script):
        raise Absent(f"streamlit run {launch.app}: that file is not in this work tree")
    words = list(launch.arguments[1:] if launch.arguments[:1] == ("run",) else launch.arguments)
    release = around.settings.streamlit_version or dotted(around.release("streamlit"))
    number = streamlit.release(release) if release else None
    _, flags = in_force.option_flags(words)
    read = {one.key: one.value for one in in_force.streamlit_read(cwd, launch.app, flags, environ, number)}
    has_watchdog = around.has("watchdog") if around.has("streamlit") and around.near() else None
    watchdog = "" if has_watchdog is False else dotted(around.release("watchdog"))
    plan = streamlit.watch_plan(
        script,
        streamlit=release,
        watchdog=watchdog,
        options=streamlit.Options(
            str(read["server.fileWatcherType"]),
            read["server.folderWatchBlacklist"] or (),
            read["server.folderWatchList"] or (),
        ),
        cwd=cwd,
        pythonpath=_pythonpath(environ, cwd),
        home=environ.get("HOME"),
        as_module=_as_module(launch, around, "streamlit"),
        writes_bytecode=_writes_bytecode(environ),
        elsewhere=around.installed_names(),
        project=around.import_roots(),
        wsl=bool(mounts.wsl()),
    )
    imports = python_imports.local_imports(
        script,
        [os.path.dirname(script), *_pythonpath(environ, cwd)],
        cwd=cwd,
        fallback=around.import_roots(),
        elsewhere=streamlit.BRINGS.union(around.installed_names()),
    )
    used = streamlit.release(watchdog or None, streamlit.watchdog_for(release)) if plan.roots else ()
    listed = [os.path.realpath(os.path.join(cwd, str(entry))) for entry in read["server.folderWatchList"] or ()]
    stays = [os.path.realpath(root.path) for root in plan.roots if os.path.basename(root.path) == ".streamlit"]
    return plan, _files(script, imports), used, *listed, *stays


def _uvicorn(launch, cwd, environ, around):
    from hooks.servers import uvicorn

    words = list(launch.arguments)
    if words[:1] in (["dev"], ["run"]):
        words = words[1:]
    compiles, files, search = _modules(launch, _value(words, "--app-dir") or "", cwd, environ, around)
    plan = uvicorn.plan(
        words,
        cwd=cwd,
        version=around.release("uvicorn"),
        has_watchfiles=around.has_watchfiles(),
        environ=environ,
        compiles=compiles,
    )
    return plan, files, ()


def _flask(launch, cwd, environ, around):
    from hooks.servers import flask

    words = list(launch.arguments)
    if launch.app and not any(word in ("--app", "-A") or word.startswith("--app=") for word in words):
        words = ["--app", launch.app, *words]
    given = _value(words, "--app") or _value(words, "-A") or ("wsgi.py" if os.path.isfile(os.path.join(cwd, "wsgi.py")) else "app.py")
    folder = flask.import_root(given, cwd)
    compiles, files, _ = _modules(launch._replace(app=_module_name(given, folder, cwd)), folder, cwd, environ, around)
    watchdog = around.release("watchdog")
    has_watchdog = around.has("watchdog")
    plan = flask.plan(
        words,
        cwd=cwd,
        interpreter=around.whole(),
        watchdog_version=watchdog,
        has_watchdog=has_watchdog,
        as_module=_as_module(launch, around, "flask"),
        pythonpath=_pythonpath(environ, cwd),
        compiles=compiles,
    )
    return plan, files, () if has_watchdog is False else watchdog


def _django(launch, cwd, environ, around):
    from hooks.facts import django_reloader, django_settings
    from hooks.servers import django

    manage = launch.app or "manage.py"
    if not os.path.isfile(os.path.join(cwd, manage)):
        raise Absent(f"{manage}: that file is not in this work tree")
    here = os.path.relpath(os.path.join(cwd, manage), around.repo.root).replace(os.sep, "/")
    projects = {project.manage: project for project in django_settings.projects(around.repo)}
    reloader, notes, certain = django.STAT, [], True
    if here in projects:
        answer = django_reloader.predict(around.repo, projects[here], around.settings.python_version)
        reloader = answer.reloader or django.STAT
        if reloader == django.WATCHMAN and not shutil.which("watchman"):
            reloader = answer.otherwise or django.STAT
        elif answer.condition:
            certain = False
            notes.append(f"{reloader} is taken if {answer.condition}")
    else:
        certain = False
        notes.append("the settings are not found: StatReloader is taken, which watches nothing")
    script = os.path.join(cwd, manage)
    compiles = _project_packages(around.repo, os.path.dirname(here)) if reloader != django.STAT and _writes_bytecode(environ) else []
    plan = django.plan(
        reloader,
        cwd=cwd,
        manage=manage,
        interpreter=around.whole() if reloader != django.STAT else None,
        pythonpath=_pythonpath(environ, cwd),
        environ=environ,
        compiles=compiles,
    )
    if compiles and plan.roots:
        certain = False
        notes.append("which modules a first run compiles is known to Django only: every package of the project is counted")
    return plan._replace(certain=plan.certain and certain, notes=(*plan.notes, *notes)), [os.path.realpath(script)], ()


def _watchfiles(launch, cwd, environ, around):
    from hooks.servers import watchfiles

    compiles, files = _target(launch.app or "", cwd, environ, around)
    return watchfiles.plan(launch.arguments, cwd=cwd, environ=environ, compiles=compiles), files, ()


def _watchmedo(launch, cwd, environ, around):
    from hooks.servers import watchmedo

    words = list(launch.arguments)
    program = words[words.index("--") + 1 :] if "--" in words else [w for w in words if w.endswith(".py")][:1]
    compiles, files = _target(" ".join(program), cwd, environ, around)
    watchdog = around.release("watchdog")
    plan = watchmedo.plan(words, cwd=cwd, version=watchdog, compiles=compiles)
    return plan, files, watchdog if plan.roots else ()


def _gunicorn(launch, cwd, environ, around):
    from hooks.servers import gunicorn

    _, files, _ = _modules(launch, _value(launch.arguments, "--chdir") or "", cwd, environ, around)
    folders = sorted({os.path.dirname(file) for file in files})
    return gunicorn.plan(launch.arguments, has_inotify=around.has("inotify"), module_folders=folders), files, ()


def _hupper(launch, cwd, environ, around):
    from hooks.servers import hupper

    _, files, _ = _modules(launch, "", cwd, environ, around)
    watchdog = around.release("watchdog")
    folders = sorted({os.path.dirname(file) for file in files})
    plan = hupper.plan(watchdog_version=watchdog, has_watchdog=around.has("watchdog"), module_folders=folders)
    return plan, files, watchdog if plan.roots else ()


_PLANNERS = {
    "streamlit": _streamlit, "uvicorn": _uvicorn, "flask": _flask, "django": _django, "watchfiles": _watchfiles,
    "watchmedo": _watchmedo, "gunicorn": _gunicorn, "hupper": _hupper,
}  # fmt: skip


def _modules(launch, folder: str, cwd: str, environ, around) -> tuple[list[str], list[str], list[str]]:
    """(folders that gain a __pycache__, files, the search path) of a server that imports its app as a module."""
    name = (launch.app or "").partition(":")[0]
    if name.endswith(".py"):
        name = name[:-3].replace("/", ".").strip(".")
    search = [os.path.join(cwd, folder), *_pythonpath(environ, cwd)]
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", name):
        return [], [], search
    start = os.path.join(search[0], "watchlint starts here.py")

    def read(path: str) -> bytes | None:
        return f"import {name}\n".encode() if path == start else python_imports.read_file(path)

    imports = python_imports.local_imports(
        start,
        search,
        cwd=cwd,
        fallback=around.import_roots(),
        elsewhere=around.installed_names(),
        writes_bytecode=_writes_bytecode(environ),
        read=read,
    )
    return list(imports.compiles), _files(None, imports), search


def _target(words: str, cwd: str, environ, around) -> tuple[list[str], list[str]]:
    """The same for a command that is restarted: `python main.py`, or a function's dotted name."""
    script = next((word for word in words.split() if word.endswith(".py")), None)
    if script is None:
        return [], []
    script = os.path.join(cwd, script)
    search = [os.path.dirname(script), *_pythonpath(environ, cwd)]
    imports = python_imports.local_imports(
        script, search, cwd=cwd, fallback=around.import_roots(), elsewhere=around.installed_names(),
        writes_bytecode=_writes_bytecode(environ),
    )  # fmt: skip
    return list(imports.compiles), _files(script, imports)


def _files(script: str | None, imports: Imports) -> list[str]:
    found = [script] if script else []
    found += [module.file for module in imports.modules]
    return list(dict.fromkeys(map(os.path.realpath, found)))


def _project_packages(repo, folder: str) -> list[str]:
    start = f"{folder}/" if folder else ""
    found = {path.rpartition("/")[0] for path in repo.files if path.endswith("/__init__.py") and path.startswith(start)}
    return [os.path.join(repo.root, path) for path in sorted(found)]


def _module_name(app: str, folder: str, cwd: str) -> str:
    """`src/shop/web.py:app` or `shop.web:app` as a module seen from `folder`."""
    path = app.rsplit(":", 1)[0] if ":" in app else app
    if path.endswith(".py") or "/" in path:
        return os.path.relpath(os.path.realpath(os.path.join(cwd, path)), folder).removesuffix(".py").replace(os.sep, ".")
    return path


def _value(words, option: str) -> str | None:
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(option + "="):
            return word[len(option) + 1 :]
    return None


def _pythonpath(environ, cwd: str) -> list[str]:
    return [os.path.join(cwd, path) for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]


def _writes_bytecode(environ) -> bool:
    return not environ.get("PYTHONDONTWRITEBYTECODE") and not environ.get("PYTHONPYCACHEPREFIX")


def _as_module(launch, around, program: str) -> bool:
    """Whether the line that starts it says `python -m PROGRAM`."""
    data = around.repo.read_or_note(launch.path) if launch.path and launch.line else None
    lines = data.split(b"\n") if data else []
    return launch.line is not None and launch.line <= len(lines) and f"-m {program}".encode() in lines[launch.line - 1]
