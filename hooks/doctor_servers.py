"""A running dev server beside the model of it: which folders it should watch, and which of them it does not."""

from __future__ import annotations

import os

from hooks.facts import dev_servers, event_queue, held_watches, in_force, mounts, processes
from hooks.servers import django, flask, gunicorn, interpreter, plan, streamlit, uvicorn, watchfiles, watchmedo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.facts.dev_servers import Server
    from hooks.servers.plan import WatchPlan


def examine(server: Server, root: str, probe: bool = False, timeout: float = 20) -> dict:
    """What is to be said about one running server, as the JSON of the contract with some fields more. `probe`: its
    queue is looked at again after a change was made in the tree."""
    found = {
        "pid": server.pids[0], "pids": server.pids, "server": server.server, "root": server.cwd or root, "needed": 0,
        "held": 0, "instances": 0, "unwatched": [], "unwatched_total": 0, "examples": [], "unreadable": [],
        "elsewhere": 0, "polls": "", "visible": server.visible, "stopped": server.state in "Tt", "stuck": [],
        "open_files": None, "options": [], "options_read": [], "version": "", "certain": True, "notes": [], "environ": server.environ,
        "words": server.words, "blind": "", "python": server.python, "watchdog": "",
    }  # fmt: skip
    model = _plan(server, root, found, timeout)
    found["certain"] = model.certain
    found["notes"] = list(model.notes)
    if model.roots:
        found["root"] = (
            os.path.commonpath([os.path.realpath(r.path) for r in model.roots])
            if len(model.roots) < 3
            else found["root"]
        )
        mount = mounts.mount_of(model.roots[0].path)
        found["blind"] = mounts.blind(mount) if mount else ""
    elif model.notes:
        found["polls"] = model.notes[0]
    if not server.visible:
        return found
    pids = sorted({*server.pids, *dev_servers.children(server.pids[0])})
    held = held_watches.held_marks(pids)
    descriptors = {pid: processes.inotify_descriptors(pid) or [] for pid in pids}
    found["instances"] = sum(map(len, descriptors.values()))
    full = [files for files in map(processes.open_descriptors, pids) if files and files[0] >= files[1] - 4]
    found["open_files"] = list(full[0]) if full else None
    if model.roots:
        roots = [(root.path, root.recursive) for root in model.roots]
        seen = held_watches.compare(roots, any(root.follows_links for root in model.roots), held)
        found.update(
            needed=seen.needed, held=seen.held, elsewhere=seen.elsewhere, unwatched_total=seen.total,
            unwatched=[{"path": _from(root, row.path), "count": row.count} for row in _project_first(seen.unwatched, root)], examples=seen.examples,
            unreadable=seen.unreadable,
        )  # fmt: skip
        if seen.by_inode:
            found["notes"].append("this file system numbers its devices in two ways: inode numbers alone were compared")
    else:
        found["held"] = len(held)
    if not found["stopped"]:
        for pid, numbers in descriptors.items():
            found["stuck"] += [[pid, number] for number in event_queue.stuck(pid, numbers, 1.0 if probe else 0.6)]
    return found


def concerns(server: Server, root: str) -> bool:
    """Whether a running server has to do with this folder: it was started in or below it, or above it."""
    words = [word for word in server.words if not word.startswith("-")]
    places = [server.cwd, *(os.path.join(server.cwd, word) for word in words)]
    places = [place for place in places if os.path.isabs(place)]  # another user's working folder is not known
    here = os.path.realpath(root)
    return any(
        _within(place, here) or (_within(here, place) and place != "/") for place in map(os.path.realpath, places)
    )


def _plan(server: Server, root: str, found: dict, timeout: float) -> WatchPlan:
    """The model's plan for this command line. Streamlit's options in force are put into `found`."""
    words, cwd, environ = server.words, server.cwd or root, server.environ
    python = interpreter.ask(server.python) if server.python else None
    release = python.release if python else lambda package: None
    has = (lambda package: python.has(package)) if python else lambda package: None
    pythonpath = [path for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]
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
        return watchmedo.plan(words, cwd=cwd, version=release("watchdog"))
    if name == "streamlit":
        return _streamlit(server, cwd, release, pythonpath, found, timeout)
    if name == "flask":
        found["version"] = _dotted(release("flask"))
        here = {"interpreter": python, "watchdog_version": release("watchdog"), "has_watchdog": has("watchdog")}
        if words:
            return flask.plan(words, cwd=cwd, pythonpath=pythonpath, as_module=server.as_module, **here)
        return flask.from_folders([cwd, *(os.path.join(cwd, path) for path in pythonpath)], **here)
    if name == "django":
        kind = django.WATCHFILES if found_inotify(server) else django.STAT
        return django.plan(
            kind, cwd=cwd, manage="manage.py", interpreter=python, environ=environ, pythonpath=pythonpath
        )
    if name == "gunicorn":
        return gunicorn.plan(words, has_inotify=has("inotify"))
    if name == "hupper":
        return _hupper(words)
    return plan.WatchPlan(
        "process", [plan.Root(root)], certain=False, notes=["no dev server we know: compared with all of the folder"]
    )


def found_inotify(server: Server) -> bool:
    """Whether any process of this server holds an inotify instance."""
    return any(processes.inotify_descriptors(pid) for pid in (*server.pids, *dev_servers.children(server.pids[0])))


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


def _project_first(rows: list, root: str) -> list:
    """Folders of the project before those of Python and its packages."""
    return sorted(rows, key=lambda row: os.path.isabs(row.path) and not _within(row.path, root))


def _from(root: str, path: str) -> str:
    """A path as it is seen from the project's folder; one elsewhere in full."""
    return os.path.relpath(path, root) if os.path.isabs(path) and _within(path, root) else path


def _hupper(words: list[str]) -> WatchPlan:
    return plan.nothing("hupper", "hupper watches single files that it finds out while it runs: not compared")


def _dotted(release: tuple[int, ...] | None) -> str:
    return ".".join(map(str, release)) if release else ""


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
