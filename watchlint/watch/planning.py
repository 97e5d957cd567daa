"""From one start of a server to its WatchPlan: what each model asks to know is looked up here."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple

from watchlint.facts.python import imports as python_imports
from watchlint.watch import imported
from watchlint.watch.imported import as_module, pythonpath, value, writes_bytecode
from watchlint.watch.surroundings import Surroundings, dotted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.commands import Launch

Planned = namedtuple("Planned", "launch plan cwd environ files stays watchdog assumed again")
"""launch    the start, as given
plan      its WatchPlan
cwd       the folder it starts in, absolute
environ   the variables that count for it
files     the project's own files that it runs: the script and the modules it imports (real paths)
stays     roots that are named by a setting and not by the app: they stay where they are when the app moves (real paths)
watchdog  the release of watchdog it uses, as numbers, () where it uses none, None where not known
assumed   whether that release is only what an installation would get today
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

    return Planned(
        launch, plan, cwd, environ, files, frozenset(stays), watchdog, around.release("watchdog") is None, again
    )


def _streamlit(launch, cwd, environ, around):
    from watchlint.facts.machine import mounts
    from watchlint.facts.streamlit import in_force
    from watchlint.servers import streamlit

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
        pythonpath=pythonpath(environ, cwd),
        home=environ.get("HOME"),
        as_module=as_module(launch, around, "streamlit"),
        writes_bytecode=writes_bytecode(environ),
        elsewhere=around.installed_names(),
        project=around.import_roots(),
        wsl=bool(mounts.wsl()),
    )
    imports = python_imports.local_imports(
        script,
        [os.path.dirname(script), *pythonpath(environ, cwd)],
        cwd=cwd,
        fallback=around.import_roots(),
        elsewhere=streamlit.BRINGS.union(around.installed_names()),
    )
    used = streamlit.release(watchdog or None, streamlit.watchdog_for(release)) if plan.roots else ()
    listed = [os.path.realpath(os.path.join(cwd, str(entry))) for entry in read["server.folderWatchList"] or ()]
    stays = [os.path.realpath(root.path) for root in plan.roots if os.path.basename(root.path) == ".streamlit"]
    return plan, imported.files(script, imports), used, *listed, *stays


def _uvicorn(launch, cwd, environ, around):
    from watchlint.servers import uvicorn

    words = list(launch.arguments)
    if words[:1] in (["dev"], ["run"]):
        words = words[1:]
    compiles, files, search = imported.of_module(launch, value(words, "--app-dir") or "", cwd, environ, around)
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
    from watchlint.servers import flask

    words = list(launch.arguments)
    if launch.app and not any(word in ("--app", "-A") or word.startswith("--app=") for word in words):
        words = ["--app", launch.app, *words]
    given = (
        value(words, "--app")
        or value(words, "-A")
        or ("wsgi.py" if os.path.isfile(os.path.join(cwd, "wsgi.py")) else "app.py")
    )
    folder = flask.import_root(given, cwd)
    compiles, files, _ = imported.of_module(
        launch._replace(app=imported.module_name(given, folder, cwd)), folder, cwd, environ, around
    )
    watchdog = around.release("watchdog")
    has_watchdog = around.has("watchdog")
    plan = flask.plan(
        words,
        cwd=cwd,
        interpreter=around.whole(),
        watchdog_version=watchdog,
        has_watchdog=has_watchdog,
        as_module=as_module(launch, around, "flask"),
        pythonpath=pythonpath(environ, cwd),
        compiles=compiles,
    )
    return plan, files, () if has_watchdog is False else watchdog


def _django(launch, cwd, environ, around):
    from watchlint.facts.django import reloader as django_reloader
    from watchlint.facts.django import settings as django_settings
    from watchlint.servers import django

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
    compiles = (
        imported.packages(around.repo, os.path.dirname(here))
        if reloader != django.STAT and writes_bytecode(environ)
        else []
    )
    plan = django.plan(
        reloader,
        cwd=cwd,
        manage=manage,
        interpreter=around.whole() if reloader != django.STAT else None,
        pythonpath=pythonpath(environ, cwd),
        environ=environ,
        compiles=compiles,
    )
    if compiles and plan.roots:
        certain = False
        notes.append(
            "which modules a first run compiles is known to Django only: every package of the project is counted"
        )
    return plan._replace(certain=plan.certain and certain, notes=(*plan.notes, *notes)), [os.path.realpath(script)], ()


def _watchfiles(launch, cwd, environ, around):
    from watchlint.servers import watchfiles

    compiles, files = imported.of_command(launch.app or "", cwd, environ, around)
    return watchfiles.plan(launch.arguments, cwd=cwd, environ=environ, compiles=compiles), files, ()


def _watchmedo(launch, cwd, environ, around):
    from watchlint.servers import watchmedo

    words = list(launch.arguments)
    program = words[words.index("--") + 1 :] if "--" in words else [w for w in words if w.endswith(".py")][:1]
    compiles, files = imported.of_command(" ".join(program), cwd, environ, around)
    watchdog = around.release("watchdog")
    plan = watchmedo.plan(words, cwd=cwd, version=watchdog, compiles=compiles)
    return plan, files, watchdog if plan.roots else ()


def _gunicorn(launch, cwd, environ, around):
    from watchlint.servers import gunicorn

    _, files, _ = imported.of_module(launch, value(launch.arguments, "--chdir") or "", cwd, environ, around)
    folders = [os.path.dirname(file) for file in files]
    folders += gunicorn.extra_folders(launch.arguments, cwd, around.release("gunicorn"))
    return gunicorn.plan(launch.arguments, has_inotify=around.has("inotify"), module_folders=folders), files, ()


def _hupper(launch, cwd, environ, around):
    from watchlint.servers import hupper

    _, files, _ = imported.of_module(launch, "", cwd, environ, around)
    watchdog = around.release("watchdog")
    folders = [os.path.dirname(file) for file in files if not hupper.ignored(launch.arguments, file)]
    folders += hupper.named_folders(launch.arguments, cwd)
    plan = hupper.plan(watchdog_version=watchdog, has_watchdog=around.has("watchdog"), module_folders=folders)
    return plan, files, watchdog if plan.roots else ()


_PLANNERS = {
    "streamlit": _streamlit, "uvicorn": _uvicorn, "flask": _flask, "django": _django, "watchfiles": _watchfiles,
    "watchmedo": _watchmedo, "gunicorn": _gunicorn, "hupper": _hupper,
}  # fmt: skip
