"""A running dev server beside the model of it: which folders it should watch, and which of them it does not."""

from __future__ import annotations

import os
import time

from watchlint.doctor.seeing import looping, working
from watchlint.doctor.seeing.copies import copied
from watchlint.doctor.seeing.models import model, outside
from watchlint.doctor.seeing.whereabouts import plain, whereabouts
from watchlint.facts.machine import event_queue, held_watches, mounts, process_tree, processes
from watchlint.facts.machine.descriptors import inotify_descriptors, open_descriptors
from watchlint.facts.paths import within
from watchlint.servers import catalogue
from watchlint.servers import plan as plans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.doctor.shapes import Seen, Where, Worker
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.start import Running as Server

PATIENCE = 3.0
"""Seconds to look again where one that watches the folders of modules lacks some: it adds those of new ones each second."""

GROWS = 10.0
"""Seconds to look again where one that has just started holds more watches at each look."""

YOUNG = 60.0
"""Seconds in which a server or a worker that watches nothing may still be loading its application."""


def examine(server: Server, root: str, probe: bool = False, timeout: float = 20) -> Seen:
    """What is to be said about one running server. `probe`: its queue is looked at again after a change was made in the
    tree; `timeout`: seconds for which its interpreter may be asked."""
    where = whereabouts(server.pids[0])
    seen = _begun(server, root, where)
    if not seen["reloads"] or where["elsewhere"] or where["deleted"] or where["replaced"]:
        seen["root"] = plain(server.cwd) or root
        seen["pids"] = _family(server) if server.reloads else server.pids
        return seen  # its folders are not those at their paths, or no matter
    plan = model(server, root, seen, timeout)
    _planned(seen, server, plan, root)
    if server.visible:
        _watched(seen, server, plan, root)
        _noticed(seen, server, plan, 1.0 if probe else 0.6)
    return seen


def _begun(server: Server, root: str, where: Where) -> Seen:
    """What its command line and its process tell, and nothing yet of what it watches."""
    known, cwd = catalogue.named(server.server), server.cwd or root
    return {
        "pid": server.pids[0], "pids": server.pids, "server": server.server, "version": "", "root": cwd, "started_in": cwd,
        "words": server.words, "environ": server.environ, "python": server.python, "watchdog": "",
        "where": where, "copy": copied(server.pids[0], root) if where["elsewhere"] else None,
        "reloads": server.reloads or known.may_reload(server.words, server.cwd), "beside": known.beside,
        "needed": 0, "held": 0, "watches": 0, "at_least": False, "certain": True, "elsewhere": 0, "instances": 0,
        "unwatched": [], "unwatched_total": 0, "examples": [], "unreadable": [], "gives_up": False,
        "unmatched": known.unmatched(server), "polls": "", "load": 0, "blind": "",
        "visible": server.visible, "stopped": server.state in "Tt", "stuck": [], "open_files": None, "workers": [],
        "outside": [], "watched": [], "waits": False, "options": [], "options_read": [], "troubles": [],
        "again": None if server.code else known.to_reload(server.words, server.script),
        "code": server.code, "written": server.written, "decided": server.decided, "rewritten": "", "swapped": "", "notes": [],
    }  # fmt: skip


def _planned(seen: Seen, server: Server, plan: WatchPlan, root: str) -> None:
    """What its plan tells, before anything is counted: whether it is sure, and whether it polls."""
    known = catalogue.named(server.server)
    seen["certain"] = plan.certain
    seen["troubles"] = known.troubles(server, root, seen["version"])
    seen["notes"] = list(plan.notes)
    seen["at_least"] = known.at_least and bool(plan.roots)
    seen["gives_up"] = plan.unreadable != plans.SKIPS
    if plan.roots:
        if len(plan.roots) < 3:
            seen["root"] = os.path.commonpath([os.path.realpath(row.path) for row in plan.roots])
        mount = mounts.mount_of(plan.roots[0].path)
        seen["blind"] = mounts.blind(mount) if mount else ""
    elif server.decided:
        seen["certain"] = False
    elif plan.instances == 0 and plan.notes:
        seen["polls"] = plan.notes[0]
        seen["load"] = working.load(_pids(server)) if server.visible else 0


def _watched(seen: Seen, server: Server, plan: WatchPlan, root: str) -> None:
    """What the kernel holds for it, beside its plan."""
    if plan.roots:
        _compare(server, plan, root, seen)
    pids = _pids(server)  # now: it may have started what it serves meanwhile
    seen["instances"] = sum(len(inotify_descriptors(pid) or []) for pid in pids)
    seen["watches"] = held_watches.number(pids)
    full = [files for files in map(open_descriptors, pids) if files and files[0] >= files[1] - 4]
    seen["open_files"] = list(full[0]) if full else None
    if not plan.roots:
        seen["held"] = len(held_watches.held_marks(pids))
        return
    seen["waits"] = catalogue.named(server.server).waits_for_old and working.waits_for_another(server.pids[0])
    if seen["waits"]:
        seen["pids"] = pids
    seen["outside"] = outside(server, plan, held_watches.held_marks(pids))
    seen["watched"] = [_from(server.cwd, row.path) for row in plan.roots]


def _noticed(seen: Seen, server: Server, plan: WatchPlan, seconds: float) -> None:
    """What becomes of the events: a file that took the place of a watched one, one that is written again and again, and
    a queue that nobody reads within so many `seconds`."""
    pids = _pids(server)
    seen["swapped"] = _swapped(server, plan, pids) if seen["instances"] else ""
    if seen["stopped"]:
        return
    if not catalogue.named(server.server).each_worker:
        seen["rewritten"] = _rewritten(server, plan)
    for pid in pids:
        numbers = inotify_descriptors(pid) or []
        seen["stuck"] += [[pid, number] for number in event_queue.stuck(pid, numbers, seconds)]


def concerns(server: Server, root: str) -> bool:
    """Whether a running server has to do with this folder: it was started in or below it, or above it."""
    words = [word for word in server.words if not word.startswith("-")]
    cwd = plain(server.cwd)
    if not cwd:  # another user's working folder is not known: it may be here where its app is
        return any(_is_app(word, os.path.realpath(root)) for word in words)
    places = [cwd, *(os.path.join(cwd, word) for word in words)]
    here = os.path.realpath(root)
    return (
        any(within(place, here) or (within(here, place) and place != "/") for place in map(os.path.realpath, places))
        or _mounted(server.pids, here)
        or _copied(server.pids[0], here)
    )


def _is_app(word: str, root: str) -> bool:
    """Whether a word names a script of this folder, a module of it (`main:app`), or an absolute path in it."""
    module = word.partition(":")[0].replace(".", "/")
    names = [word, f"{module}.py", f"{module}/__init__.py"] if ":" in word else [word]
    return any(within(path, root) and os.path.isfile(path) for path in (os.path.join(root, name) for name in names))


def _copied(pid: int, root: str) -> bool:
    """Whether a server in a container works in a copy of this folder."""
    return whereabouts(pid)["elsewhere"] and copied(pid, root) is not None


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
    return server.pids[:1] if catalogue.named(server.server).first_watches else _family(server)


def _family(server: Server) -> list[int]:
    """Its processes and those below the first of them."""
    return sorted({*server.pids, *process_tree.children(server.pids[0])})


def _compare(server: Server, plan: WatchPlan, root: str, found: Seen) -> None:
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
    rows = _project_first(seen.unwatched, root)
    found["needed"], found["held"], found["elsewhere"] = seen.needed, seen.held, seen.elsewhere
    found["unwatched"] = [{"path": _from(root, row.path), "count": row.folders} for row in rows]
    found["unwatched_total"], found["examples"], found["unreadable"] = seen.total, seen.examples, seen.unreadable
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


def _worker(pid: int) -> Worker:
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
    return sorted(rows, key=lambda row: os.path.isabs(row.path) and not within(row.path, root))


def _from(root: str, path: str) -> str:
    """A path as it is seen from the project's folder; one elsewhere in full."""
    return os.path.relpath(path, root) if os.path.isabs(path) and within(path, root) else path
