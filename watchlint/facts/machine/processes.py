"""Who holds inotify watches and instances on this machine, as far as /proc shows it.

A descriptor that was inherited through fork is listed in every process that has it, yet it is one
instance: kcmp(2) tells, and it is counted once, for the process with the lowest number. Sources:
proc(5), kcmp(2), include/linux/proc_ns.h (the numbers of the first namespaces).
"""

from __future__ import annotations

import os

from watchlint.facts.machine.descriptors import held_by_several, inotify_descriptors, watches_of
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


_FIRST_NAMESPACES = {"pid": "pid:[4026531836]", "user": "user:[4026531837]"}


class Process(Record):
    """A process that holds inotify descriptors. `watches` and `instances` are those counted for it; `inherited` are
    descriptors that it shares with a process listed before it and that are counted there."""

    pid: int
    parent: int | None
    uid: int
    user: str
    command: str
    watches: int
    instances: int
    inherited: int


class Use(Record):
    """What a scan saw. `processes` by watches, most first. `hidden`: user name -> processes that may not be looked into.
    `first_namespace`: False in a PID namespace of its own, where the machine's other processes cannot be seen.
    `hides_processes`: /proc is mounted with hidepid. `shares_unknown`: kcmp was refused, so inherited descriptors may be
    counted more than once. `readable`: False where there is no /proc at all."""

    processes: list[Process]
    hidden: dict[str, int]
    first_namespace: bool
    hides_processes: bool
    shares_unknown: bool
    readable: bool


class Share(Record):
    """What the visible processes of one user hold together."""

    uid: int
    user: str
    watches: int
    instances: int


def scan(proc: str = "/proc") -> Use:
    """Looks at every process that may be seen. Never raises; a process that ends meanwhile is left out."""
    try:
        pids = sorted(int(name) for name in os.listdir(proc) if name.isdigit())
    except OSError:
        return Use([], {}, True, False, False, False)
    holders: list[tuple[int, int]] = []
    hidden: dict[str, int] = {}
    for pid in pids:
        descriptors = inotify_descriptors(pid, proc)
        if descriptors:
            holders.extend((pid, descriptor) for descriptor in descriptors)
        elif descriptors is None:
            parent, uid = parent_and_uid(pid, proc)
            if pid != 2 and parent != 2 and uid is not None:  # the children of process 2 are the kernel's own threads
                name = user_name(uid)
                hidden[name] = hidden.get(name, 0) + 1
    inherited, unknown = held_by_several(holders, proc)
    counted: dict[int, list[int]] = {}
    for pid, descriptor in holders:
        row = counted.setdefault(pid, [0, 0, 0])
        if (pid, descriptor) in inherited:
            row[2] += 1
        else:
            row[0] += watches_of(pid, descriptor, proc)
            row[1] += 1
    processes = [_process(pid, row, proc) for pid, row in counted.items()]
    processes.sort(key=lambda process: (-process.watches, -process.instances, process.pid))
    return Use(processes, hidden, in_first_namespace("pid"), _hides_processes(proc), unknown, bool(pids))


def by_user(use: Use) -> list[Share]:
    """What each user's visible processes hold, most watches first: the limits are counted for each user."""
    shares: dict[int, Share] = {}
    for process in use.processes:
        share = shares.get(process.uid, Share(process.uid, process.user, 0, 0))
        shares[process.uid] = share._replace(
            watches=share.watches + process.watches, instances=share.instances + process.instances
        )
    return sorted(shares.values(), key=lambda share: -share.watches)


def parent_and_uid(pid: int, proc: str = "/proc") -> tuple[int | None, int | None]:
    """A process's parent and effective user (inotify is charged to that one); (None, None) when it has ended."""
    parent = uid = None
    try:
        with open(f"{proc}/{pid}/status", "rb") as file:
            for line in file:
                if line.startswith(b"PPid:"):
                    parent = int(line.split()[1])
                elif line.startswith(b"Uid:"):
                    uid = int(line.split()[2])
                    break
    except (OSError, ValueError, IndexError):
        pass
    return parent, uid


def command_name(pid: int, proc: str = "/proc") -> str:
    """The process's short name (comm, at most 15 bytes): never its arguments, which may hold secrets."""
    try:
        with open(f"{proc}/{pid}/comm", "rb") as file:
            return file.read(64).decode("utf-8", "replace").strip()
    except OSError:
        return "?"


def user_name(uid: int) -> str:
    """The user's name, or the number as text where there is none."""
    try:
        import pwd

        return pwd.getpwuid(uid).pw_name
    except (ImportError, KeyError, OverflowError):
        return str(uid)


def in_first_namespace(kind: str) -> bool:
    """Whether this process is in the machine's first 'pid' or 'user' namespace; True where it cannot be told."""
    try:
        return os.readlink(f"/proc/self/ns/{kind}") == _FIRST_NAMESPACES[kind]
    except OSError:
        return True


def _process(pid: int, row: list[int], proc: str) -> Process:
    parent, uid = parent_and_uid(pid, proc)
    uid = -1 if uid is None else uid
    return Process(pid, parent, uid, user_name(uid) if uid >= 0 else "?", command_name(pid, proc), *row)


def _hides_processes(proc: str) -> bool:
    try:
        with open(f"{proc}/self/mountinfo", "rb") as file:
            return any(b" - proc " in line and (b"hidepid=" in line and b"hidepid=0" not in line) for line in file)
    except OSError:
        return False
