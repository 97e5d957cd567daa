"""Where a process lives: in whose name, in which container, and whether its working folder is still the one at its path.

Sources: proc_pid_ns(5), proc_pid_cwd(5) (a folder that was deleted is shown with " (deleted)"), proc_pid_status(5).
"""

from __future__ import annotations

import os
import re
import sys

from watchlint.facts.machine import process_tree, processes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Where

DELETED = " (deleted)"


def whereabouts(pid: int, proc: str = "/proc") -> Where:
    """Looks at one process; what may not be seen is taken for our own. Never raises."""
    _, uid = processes.parent_and_uid(pid, proc)
    link = process_tree.link(f"{proc}/{pid}/cwd")
    deleted = link.endswith(DELETED) and not os.path.exists(link)
    elsewhere = process_tree.link(f"{proc}/{pid}/ns/mnt") not in ("", process_tree.link(f"{proc}/self/ns/mnt"))
    path = plain(link)
    replaced = bool(link) and not elsewhere and os.path.isdir(path) and not _same(path, f"{proc}/{pid}/cwd")
    return {
        "user": "" if uid is None else processes.user_name(uid),
        "own": uid is None or uid == os.geteuid(),
        "elsewhere": elsewhere,
        "container": _container(_text(f"{proc}/{pid}/cgroup")) if elsewhere else "",
        "inner": _inner(pid, _text(f"{proc}/{pid}/status")),
        "shares": elsewhere and _same(sys.executable, f"{proc}/{pid}/root{sys.executable}"),
        "deleted": deleted,
        "replaced": replaced,
    }


def plain(folder: str) -> str:
    """The path of a working folder, as it was before it was deleted."""
    return folder if os.path.exists(folder) else folder.removesuffix(DELETED)


def _container(text: str) -> str:
    found = re.search(r"[0-9a-f]{64}", text)
    return found.group()[:12] if found else ""


def _inner(pid: int, text: str) -> int:
    line = next((line for line in text.splitlines() if line.startswith("NSpid:")), "")
    return int(line.split()[-1]) if line.split()[1:] else pid


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(1 << 16)
    except OSError:
        return ""
