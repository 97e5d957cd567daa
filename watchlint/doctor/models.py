"""The model's plan for a running server: its command line, its variables, its interpreter, and what its process shows."""

from __future__ import annotations

import os

from watchlint.doctor import loaded
from watchlint.doctor import running_servers as dev_servers
from watchlint.facts.machine import mounts, processes
from watchlint.facts.python import interpreter
from watchlint.facts.streamlit import in_force
from watchlint.servers import django, flask, gunicorn, hupper, plan, streamlit, uvicorn, watchfiles, watchmedo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.running_servers import Server
    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.servers.plan import WatchPlan

ASKS_WATCHMAN = "the watchman service watches for it: how many folders that are is not compared"
UNKNOWN_APP = "no module of this project is named by its words: which folders it should watch is not known"
HOLDS_NONE = "no process of it holds an inotify instance although the package inotify can be imported: a settings file chose the engine poll, or the package came after the start"
STARTED_WITHOUT = "it holds no inotify instance, and watchdog from 7 would not have started without one: it was started before watchdog was installed, or is told to poll (HUPPER_DEFAULT_MONITOR)"


def model(server: Server, root: str, found: dict, timeout: float) -> WatchPlan:
    """The plan for this server. What is learned of it on the way is put into `found`: its version, its watchdog,
    Streamlit's options in force. A plan without roots and with `instances` is one that cannot be compared."""
    words, cwd, environ = server.words, server.cwd or root, server.environ
    python = interpreter.ask(server.python) if server.python else None
    release = python.release if python else lambda package: None
    has = (lambda package: python.has(package)) if python else lambda package: None
    pythonpath = [os.path.join(cwd, path) for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    name = server.server
    found["watchdog"] = _dotted(release("watchdog"))
    if name == "uvicorn":
        found["version"] = _dotted(release("uvicorn"))
        return uvicorn.plan(
            words, cwd=cwd, version=release("uvicorn"), has_watchfiles=has("watchfiles"), environ=environ
        )
    if name == "watchfiles":
        return watchfiles.plan(words, cwd=cwd, environ=environ)
    if name == "watchmedo":
        return _watchmedo(words, cwd, release("watchdog"))
    if name == "streamlit":
        return _streamlit(server, cwd, release, pythonpath, found, timeout)
    if name == "flask":
        found["version"] = _dotted(release("flask"))
        here = {"interpreter": python, "watchdog_version": release("watchdog"), "has_watchdog": has("watchdog")}
        if words:
            return flask.plan(words, cwd=cwd, pythonpath=pythonpath, as_module=server.as_module, **here)
        return flask.from_folders([cwd, *pythonpath], **here)
    if name == "django":
        return _django(server, cwd, python, pythonpath)
    if name == "gunicorn":
        found["version"] = _dotted(release("gunicorn"))
        return _gunicorn(server, cwd, python, pythonpath)
    if name == "hupper":
        found["version"] = _dotted(release("hupper"))
        return _hupper(server, cwd, python, pythonpath)
    return plan.WatchPlan(
        "process", [plan.Root(root)], certain=False, notes=["no dev server we know: compared with all of the folder"]
    )


def holds_inotify(server: Server) -> bool:
    """Whether any process of this server holds an inotify instance."""
    return any(processes.inotify_descriptors(pid) for pid in (*server.pids, *dev_servers.children(server.pids[0])))


def talks_to_a_service(pid: int, proc: str = "/proc") -> bool:
    """Whether a process has a connected Unix socket without a name, as a client of watchman has (proc_pid_net(5))."""
    try:
        own = [name for name in os.listdir(f"{proc}/{pid}/fd") if int(name) > 2]  # 0 to 2 may lead to a log service
        held = {os.readlink(f"{proc}/{pid}/fd/{name}") for name in own}
        with open(f"{proc}/{pid}/net/unix", "rb") as file:
            rows = [line.split() for line in file]
    except OSError:
        return False
    return any(len(row) == 7 and row[5] == b"03" and f"socket:[{row[6].decode()}]" in held for row in rows)


def _gunicorn(server: Server, cwd: str, python: Interpreter | None, pythonpath: list[str]) -> WatchPlan:
    words = server.words
    holds = holds_inotify(server) if server.visible else None
    has = python.has("inotify") if python else holds
    if has is False and any(os.path.exists(os.path.join(path, "inotify")) for path in pythonpath):
        has = True
    search = [cwd, *gunicorn.search_path(words, cwd), *pythonpath]
    folders = loaded.folders(loaded.files(gunicorn.module(words), search, cwd, python))
    folders += gunicorn.extra_folders(words, cwd, python.release("gunicorn") if python else None)
    found = gunicorn.plan(words, has_inotify=has, module_folders=folders)
    if found.instances and holds is False:
        return plan.nothing("gunicorn", HOLDS_NONE)
    return found if found.roots or found.instances == 0 else found._replace(notes=(UNKNOWN_APP,))


def _hupper(server: Server, cwd: str, python: Interpreter | None, pythonpath: list[str]) -> WatchPlan:
    words, pid = server.words, server.pids[0]
    version = python.release("watchdog") if python else None
    monitor = server.environ.get("HUPPER_DEFAULT_MONITOR", "")
    if "PollingFileMonitor" in monitor:
        return plan.nothing("hupper", hupper.TOLD)
    has = python.has("watchdog") if python else None
    if server.visible and not processes.inotify_descriptors(pid):
        if talks_to_a_service(pid):
            return plan.WatchPlan("hupper", (), certain=False, notes=[ASKS_WATCHMAN])
        if has and (version is None or version >= (7,)):
            return plan.nothing("hupper", STARTED_WITHOUT)
    files = loaded.files(hupper.module(words), [cwd, *pythonpath], cwd, python, runs=True)
    folders = loaded.folders([file for file in files if not hupper.ignored(words, file)])
    folders += hupper.named_folders(words, cwd)
    found = hupper.plan(watchdog_version=version, has_watchdog=has, module_folders=folders)
    return found if found.roots or found.instances == 0 else found._replace(notes=(UNKNOWN_APP,))


def _watchmedo(words: list[str], cwd: str, version: tuple[int, ...] | None) -> WatchPlan:
    if words[:1] in (["tricks-from"], ["tricks"]):  # the folder of each file of tricks, with all below
        files = [word for word in words[1:] if word.endswith((".yaml", ".yml"))]
        options = [word for word in words if word == "--debug-force-polling"]
        folders = [["-d", os.path.dirname(os.path.join(cwd, file))] for file in files]
        words = ["auto-restart", "-R", *options, *(word for pair in folders for word in pair)]
    return watchmedo.plan(words, cwd=cwd, version=version)


def _django(server: Server, cwd: str, python: Interpreter | None, pythonpath: list[str]) -> WatchPlan:
    """Which reloader it is, its processes tell: one that holds inotify instances while django-watchfiles is installed,
    one that talks to a service while pywatchman is, or the one that polls."""
    kind = django.STAT
    if holds_inotify(server) and (python is None or python.has("django_watchfiles")):
        kind = django.WATCHFILES
    elif python is not None and python.has("pywatchman"):
        pids = (*server.pids, *dev_servers.children(server.pids[0]))
        if _runs("watchman") and any(map(talks_to_a_service, pids)):
            return plan.WatchPlan("django", (), certain=False, notes=[ASKS_WATCHMAN])
    found = django.plan(
        kind, cwd=cwd, manage=_manage(server.pids[0]), interpreter=python, environ=server.environ, pythonpath=pythonpath
    )
    if django.TRANSLATED in found.notes:  # Django may watch that folder, or not
        sure = [root for root in found.roots if root.path != os.path.join(os.path.realpath(cwd), "locale")]
        found = found._replace(roots=tuple(sure))
    return found


def _runs(program: str, proc: str = "/proc") -> bool:
    """Whether a process of this name is seen."""
    try:
        return any(processes.command_name(int(pid), proc) == program for pid in os.listdir(proc) if pid.isdigit())
    except OSError:
        return False


def _manage(pid: int, proc: str = "/proc") -> str:
    """The manage.py that a process was started with: its folder is on sys.path, and need not be the working one."""
    try:
        with open(f"{proc}/{pid}/cmdline", "rb") as file:
            words = [os.fsdecode(word) for word in file.read(1 << 16).split(b"\0")]
    except OSError:
        words = []
    return next((word for word in words if os.path.basename(word).endswith("manage.py")), "manage.py")


def _streamlit(server: Server, cwd: str, release, pythonpath: list[str], found: dict, timeout: float) -> WatchPlan:
    app, flags = in_force.option_flags(server.words)
    version = release("streamlit")
    answer = (
        in_force.streamlit_asked(server.python, cwd, app, flags, server.environ, timeout) if server.python else None
    )
    read = in_force.streamlit_read(cwd, app, flags, server.environ, version)
    options = answer.options if answer and answer.options else read
    found["version"] = _dotted(version)
    found["options"] = [[option.key, option.value, option.origin] for option in options]
    found["options_read"] = [[option.key, option.value, option.origin] for option in read]
    values = {option.key: option.value for option in options}
    return streamlit.watch_plan(
        app or "streamlit_app.py", streamlit=_dotted(version) or None, watchdog=found["watchdog"] or None,
        options=streamlit.Options(str(values.get("server.fileWatcherType", "auto")), values.get("server.folderWatchBlacklist") or (), values.get("server.folderWatchList") or ()),
        cwd=cwd, pythonpath=pythonpath, home=server.environ.get("HOME"), as_module=server.as_module, wsl=bool(mounts.wsl()),
    )  # fmt: skip


def _dotted(release: tuple[int, ...] | None) -> str:
    return ".".join(map(str, release)) if release else ""
