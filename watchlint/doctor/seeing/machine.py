"""The machine as the doctor sees it: what kind it is, and its limits."""

from __future__ import annotations

import os
import sys

from watchlint.facts.machine import inotify, mounts, processes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Limits, System


def system() -> System:
    """What kind of machine this is and what the user may do on it."""
    release = os.uname().release if hasattr(os, "uname") else ""
    return {
        "platform": sys.platform,
        "release": release,
        "wsl": mounts.wsl(),
        "docker_desktop": mounts.docker_desktop(),
        "container": mounts.container(),
        "first_user_namespace": processes.in_first_namespace("user"),
        "first_pid_namespace": processes.in_first_namespace("pid"),
        "root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "sudo": _sudo(),
    }


def limits() -> Limits:
    """The limits in force; `kernel_default` is what this kernel would choose for this memory."""
    import resource

    fs = inotify.limits()
    memory = inotify.ram()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return {
        "watches": fs.watches,
        "instances": fs.instances,
        "queued_events": fs.queued_events,
        "machine": {
            "watches": _number("fs/inotify/max_user_watches"),
            "instances": _number("fs/inotify/max_user_instances"),
        },
        "user_namespace": {
            "watches": _number("user/max_inotify_watches"),
            "instances": _number("user/max_inotify_instances"),
        },
        "kernel_default": 8192 if _kernel() < (5, 11) else inotify.kernel_default(memory) if memory else None,
        "memory": memory,
        "open_files": [soft, hard],
        "writable": {
            "machine": os.access("/proc/sys/fs/inotify/max_user_watches", os.W_OK),
            "user_namespace": os.access("/proc/sys/user/max_inotify_watches", os.W_OK),
        },
    }


def _number(name: str) -> int | None:
    try:
        with open(f"/proc/sys/{name}", "rb") as file:
            return int(file.read(64))
    except (OSError, ValueError):
        return None


def _kernel() -> tuple[int, int]:
    parts = os.uname().release.split(".")
    try:
        return int(parts[0]), int(parts[1].split("-")[0])
    except (ValueError, IndexError):
        return 6, 0


def _sudo() -> bool:
    """Whether this user may become root, as far as the groups tell."""
    try:
        import grp

        groups = os.getgroups()
    except (ImportError, OSError, AttributeError):
        return False
    for name in ("sudo", "wheel", "admin"):
        try:
            if grp.getgrnam(name).gr_gid in groups:
                return True
        except KeyError:
            continue
    return False
