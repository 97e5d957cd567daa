"""A running dev server beside the model of it: which folders it should watch, and which of them it does not."""

from __future__ import annotations

import os
import time

from watchlint.doctor.seeing import looping, working
from watchlint.doctor.seeing.models import model, outside
from watchlint.doctor.seeing.whereabouts import plain, whereabouts
from watchlint.facts.machine import event_queue, held_watches, mounts, process_tree, processes
from watchlint.facts.machine.descriptors import inotify_descriptors, open_descriptors
from watchlint.servers import catalogue
from watchlint.servers import plan as plans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.start import Running as Server

PATIENCE = 3.0
"""Seconds to look again where one that watches the folders of modules lacks some: it adds those of new ones each second."""

GROWS = 10.0
"""Seconds to look again where one that has just started holds more watches at each look."""

YOUNG = 60.0
"""Seconds in which a server or a worker that watches nothing may still be loading its application."""


def examine(server: Server, root: str, probe: bool = False, timeout: float = 20) -> dict[str, Any]:
    """What is to be said about one running server, as the JSON of the contract with some fields more. `probe`: its
    queue is looked at again after a change was made in the tree."""
    known = catalogue.named(server.server)
    found: dict[str, Any] = {
        "pid": server.pids[0], "pids": server.pids, "server": server.server, "root": server.cwd or root, "needed": 0,
        "held": 0, "instances": 0, "unwatched": [], "unwatched_total": 0, "examples": [], "unreadable": [],
        "elsewhere": 0, "polls": "", "visible": server.visible, "stopped": server.state in "Tt", "stuck": [],
        "open_files": None, "options": [], "options_read": [], "version": "", "certain": True, "notes": [], "environ": server.environ,
        "words": server.words, "blind": "", "python": server.python, "watchdog": "", "at_least": False, "workers": [],
        "unmatched": known.unmatched(server), "gives_up": False, "reloads": server.reloads or known.may_reload(server.words, server.cwd), "outside": [], "watched": [], "load": 0,
        "waits": False, "troubles": [], "again": None if server.code else known.to_reload(server.words, server.script),
        "beside": known.beside, "code": server.code, "written": server.written,
        "decided": server.decided, "started_in": server.cwd or root, "rewritten": "", "swapped": "",
    }  # fmt: skip
    where = whereabouts(server.pids[0])
    found["where"] = where._asdict()
    if not found["reloads"] or where.elsewhere or where.deleted or where.replaced:
        found["root"] = plain(server.cwd) or root
        found["pids"] = (
            sorted({*server.pids, *process_tree.children(server.pids[0])}) if server.reloads else server.pids
        )
        return found  # its folders are not those at their paths, or no matter
    plan = model(server, root, found, timeout)
    found["certain"] = plan.certain
    found["troubles"] = known.troubles(server, root, found["version"])
    found["notes"] = list(plan.notes)
    found["at_least"] = known.at_least and bool(plan.roots)
    found["gives_up"] = plan.unreadable != plans.SKIPS
    if plan.roots:
        found["root"] = (
            os.path.commonpath([os.path.realpath(r.path) for r in plan.roots]) if len(plan.roots) < 3 else found["root"]
        )
        mount = mounts.mount_of(plan.roots[0].path)
        found["blind"] = mounts.blind(mount) if mount else ""
    elif server.decided:
        found["certain"] = False
    elif plan.instances == 0 and plan.notes:
        found["polls"] = plan.notes[0]
        found["load"] = working.load(_pids(server)) if server.visible else 0
    if not server.visible:
        return found
    if plan.roots:
        _compare(server, plan, root, found)
    pids = _pids(server)  # now: it may have started what it serves meanwhile
    descriptors = {pid: inotify_descriptors(pid) or [] for pid in pids}
    found["instances"] = sum(map(len, descriptors.values()))
    full = [files for files in map(open_descriptors, pids) if files and files[0] >= files[1] - 4]
    found["open_files"] = list(full[0]) if full else None
    if plan.roots:
        found["waits"] = known.waits_for_old and working.waits_for_another(server.pids[0])
        if found["waits"]:
            found["pids"] = pids
        found["outside"] = outside(server, plan, held_watches.held_marks(pids))
        found["watched"] = [_from(server.cwd, row.path) for row in plan.roots]
    else:
        found["held"] = len(held_watches.held_marks(pids))
    found["swapped"] = _swapped(server, plan, pids) if found["instances"] else ""
    if not found["stopped"] and not known.each_worker:
        found["rewritten"] = _rewritten(server, plan)
    if not found["stopped"]:
        for pid, numbers in descriptors.items():
            found["stuck"] += [[pid, number] for number in event_queue.stuck(pid, numbers, 1.0 if probe else 0.6)]
    return found


def concerns(server: Server, root: str) -> bool:
    """Whether a running server has to do with this folder: it was started in or below it, or above it."""
    words = [word for word in server.words if not word.startswith("-")]
    cwd = plain(server.cwd)
    if not cwd:  # another user's working folder is not known: it may be here where its app is
        return any(_is_app(word, os.path.realpath(root)) for word in words)
    places = [cwd, *(os.path.join(cwd, word) for word in words)]
    here = os.path.realpath(root)
    return any(
        _within(place, here) or (_within(here, place) and place != "/") for place in map(os.path.realpath, places)
    ) or _mounted(server.pids, here)


def _is_app(word: str, root: str) -> bool:
    """Whether a word names a script of this folder, a module of it (`main:app`), or an absolute path in it."""
    module = word.partition(":")[0].replace(".", "/")
    names = [word, f"{module}.py", f"{module}/__init__.py"] if ":" in word else [word]
    return any(_within(path, root) and os.path.isfile(path) for path in (os.path.join(root, name) for name in names))


def _mounted(pids: list[int], root: str, proc: str = "/proc") -> bool:
    """Whether a server in a container works in this folder, or in one directly below, by another path."""
    try:
        work = os.stat(f"{proc}/{pids[0]}/cwd")
        with os.scandir(root) as entries:
            here = [os.stat(root), *(entry.stat() for entry in entries if entry.is_dir(follow_symlinks=False))]
    except OSError:
        return False
    return any((one.st_dev, one.st_ino) == (work.st_dev, work.st_ino) for one in here)


def _pids(server: Server) -> list[int]:
    """The processes whose watches count for this server."""
    if catalogue.named(server.server).first_watches:
        return server.pids[:1]
    return sorted({*server.pids, *process_tree.children(server.pids[0])})


def _compare(server: Server, plan: WatchPlan, root: str, found: dict[str, Any]) -> None:
    """Puts into `found` what is held of the folders of this plan. Where each worker watches for itself, held is what
    all of them hold: a change that one of them does not hear leaves it with the old code."""
    known = catalogue.named(server.server)
    roots = [(root.path, root.recursive) for root in plan.roots]
    follows = any(root.follows_links for root in plan.roots)
    end = time.monotonic() + (PATIENCE if found["at_least"] else GROWS)
    before, young = -1, _young(server)
    while True:
        if known.each_worker:
            found["workers"] = [_worker(pid) for pid in _workers(server)]
            groups = [[worker["pid"]] for worker in found["workers"] if not worker["starting"]]
        else:
            groups = [_pids(server)]
        held = [held_watches.held_marks(pids) for pids in groups]
        marks = set.intersection(*held) if held else set()
        seen = held_watches.compare(roots, follows, marks, plan.skips, plan.files) if held else None
        grows = seen is not None and seen.held != before
        before = seen.held if seen else before
        begins = young and not before and working.load(_pids(server)) > 0  # it has not come so far as to watch
        if not (found["at_least"] or grows or begins) or (seen and not seen.total) or time.monotonic() > end:
            break
        time.sleep(0.3)
    if seen is None:  # no worker has come so far
        return
    found.update(
        needed=seen.needed, held=seen.held, elsewhere=seen.elsewhere, unwatched_total=seen.total,
        unwatched=[{"path": _from(root, row.path), "count": row.folders} for row in _project_first(seen.unwatched, root)], examples=seen.examples,
        unreadable=seen.unreadable,
    )  # fmt: skip
    if seen.by_inode:
        found["notes"].append("this file system numbers its devices in two ways: inode numbers alone were compared")


def _swapped(server: Server, plan: WatchPlan, pids: list[int]) -> str:
    """The file that is watched by itself and in whose place another one stands since; "" where there is none."""
    held = held_watches.held_marks(pids)
    for path in (root.path for root in plan.roots if os.path.isfile(root.path)):
        status = os.stat(path)
        if (status.st_dev, status.st_ino) not in held:
            return _from(server.cwd, path)
    return ""


def _rewritten(server: Server, plan: WatchPlan) -> str:
    """The file that makes it start or build again and again, as it is seen from where the server was started."""
    known = catalogue.named(server.server)
    sources, into = known.built(server.words, server.cwd)
    included = known.globs is not None and server.words and known.globs.include in server.words
    folders = sources or [root.path for root in plan.roots if os.path.isdir(root.path)] or [server.cwd]
    heard = () if included else known.heard
    file = looping.rewritten(server.pids[0], folders, heard, bool(sources), into)
    return os.path.relpath(file, server.cwd) if file else ""


def _young(server: Server) -> bool:
    """Whether the process of it that was started last may still be on the way to watch."""
    return any((age := working.age(pid)) is not None and age < YOUNG for pid in _pids(server))


def _workers(server: Server) -> list[int]:
    """The workers that watch, each for itself: those directly below the first process with an instance."""
    first = server.pids[0]
    below = [pid for pid in process_tree.children(first) if processes.parent_and_uid(pid)[0] == first]
    return [pid for pid in below if inotify_descriptors(pid)]


def _worker(pid: int) -> dict[str, Any]:
    """How one worker is. `ended`: the thread that reads its watches has (a worker with one thread has none
    beside the one that serves); `starting`: it may not have come so far as to watch."""
    watches = len(held_watches.held_marks([pid]))
    age = working.age(pid)
    starting = not watches and age is not None and age < YOUNG
    alone = _threads(pid) == 1 and not _maps(pid, b"greenlet")  # gevent's threads are none of the kernel's
    return {"pid": pid, "watches": watches, "ended": alone and not starting, "starting": starting}


def _threads(pid: int, proc: str = "/proc") -> int | None:
    try:
        return len(os.listdir(f"{proc}/{pid}/task"))
    except OSError:
        return None


def _maps(pid: int, word: bytes, proc: str = "/proc") -> bool:
    """Whether a process has mapped a file with this in its path; True where that cannot be seen."""
    try:
        with open(f"{proc}/{pid}/maps", "rb") as file:
            return any(word in line for line in file)
    except OSError:
        return True


def _project_first(rows: list[Any], root: str) -> list[Any]:
    """Folders of the project before those of Python and its packages."""
    return sorted(rows, key=lambda row: os.path.isabs(row.path) and not _within(row.path, root))


def _from(root: str, path: str) -> str:
    """A path as it is seen from the project's folder; one elsewhere in full."""
    return os.path.relpath(path, root) if os.path.isabs(path) and _within(path, root) else path


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
