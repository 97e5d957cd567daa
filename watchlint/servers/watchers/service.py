"""What the processes of a running server show of how it watches: inotify instances, or a service that watches for it."""

from __future__ import annotations

import os

from watchlint.facts.machine import process_tree, processes
from watchlint.facts.machine.descriptors import inotify_descriptors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ASKS_WATCHMAN = "the watchman service watches for it: how many folders that are is not compared"


def holds_inotify(pids: Sequence[int]) -> bool:
    """Whether any process of a server holds an inotify instance; `pids`: the first one is the one that was started."""
    return any(inotify_descriptors(pid) for pid in (*pids, *process_tree.children(pids[0])))


def any_talks(pids: Sequence[int]) -> bool:
    """Whether any process of a server talks to a service."""
    return any(map(talks_to_a_service, (*pids, *process_tree.children(pids[0]))))


def talks_to_a_service(pid: int, proc: str = "/proc") -> bool:
    """Whether a process has a connected Unix socket without a name, as a client of watchman has (proc_pid_net(5))."""
    try:
        held = _held(f"{proc}/{pid}/fd")
        with open(f"{proc}/{pid}/net/unix", "rb") as file:
            rows = [line.split() for line in file]
    except OSError:
        return False
    return any(len(row) == 7 and row[5] == b"03" and f"socket:[{row[6].decode()}]" in held for row in rows)


def _held(folder: str) -> set[str]:
    """What the descriptors of a process lead to, but 0 to 2, which may lead to a log service."""
    found = set()
    for name in os.listdir(folder):
        try:
            if int(name) > 2:
                found.add(os.readlink(f"{folder}/{name}"))
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


def runs(program: str, proc: str = "/proc") -> bool:
    """Whether a process of this name is seen."""
    try:
        return any(processes.command_name(int(pid), proc) == program for pid in os.listdir(proc) if pid.isdigit())
    except OSError:
        return False
