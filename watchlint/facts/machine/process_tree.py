"""Who started whom: the processes below one, and the state of each (proc_pid_stat(5))."""

from __future__ import annotations

import os


def state(pid: int, proc: str = "/proc") -> tuple[str, int]:
    """(state, parent) of a process; ('', 0) when it has ended. The name may hold spaces and brackets."""
    try:
        with open(f"{proc}/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return fields[0].decode(), int(fields[1])
    except (OSError, IndexError, ValueError):
        return "", 0


def link(path: str) -> str:
    """Where a link of /proc leads (cwd, exe, ns/mnt); "" where that may not be known."""
    try:
        return os.readlink(path)
    except OSError:
        return ""


def children(pid: int, proc: str = "/proc") -> list[int]:
    """The processes below one, at any depth."""
    below: dict[int, list[int]] = {}
    found: list[int] = []
    try:
        names = os.listdir(proc)
    except OSError:
        return []
    for name in names:
        if name.isdigit():
            below.setdefault(state(int(name), proc)[1], []).append(int(name))
    waiting = [pid]
    while waiting:
        new = below.get(waiting.pop(), [])
        found += new
        waiting += new
    return sorted(found)
