"""inotify on this machine: its limits, and a trial that says whether a set of folders fits. Who holds what: processes.

Sources: inotify(7) and inotify_add_watch(2) for calls and errors, the kernel's
fs/notify/inotify/inotify_user.c for the default. Elsewhere than on Linux every question has an answer that says so.
"""

from __future__ import annotations

import errno
import os
import sys

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LINUX = sys.platform.startswith("linux")

WATCH_COST = 1313
"""Bytes the kernel reckons for one watch when it chooses its default (an inotify mark and two inodes; 64 bits):
measured as 1 % of the addressable memory over the default on 6.18."""


class Limits(Record):
    """What one user may hold here, and events waiting in one instance. None where it could not be read."""

    watches: int | None
    instances: int | None
    queued_events: int | None


class TrialResult(Record):
    """How a trial went. `added`: watches the kernel gave (a folder named twice is one). `failed_at`: the path at which
    it gave no more, None if it gave all. `errno`: ENOSPC (no watch left), EMFILE (no instance, or no file descriptor
    left: `note` says which), 0. `unreadable`, `missing`: paths that got no watch for another reason."""

    added: int
    failed_at: str | None
    errno: int
    unreadable: int
    missing: int
    note: str = ""

    @property
    def fits(self) -> bool:
        return not self.errno and not self.note


def kernel_default(ram: int) -> int:
    """max_user_watches that a kernel since 5.11 chooses for `ram` bytes: 1 % of it, 1,313 bytes a watch, from 8,192 to
    1,048,576 (fs/notify/inotify/inotify_user.c, inotify_user_setup). Older kernels: 8,192."""
    return max(8192, min(1048576, ram // 100 // WATCH_COST))


def ram() -> int | None:
    """Bytes of memory the kernel manages, from /proc/meminfo."""
    try:
        with open("/proc/meminfo", "rb") as file:
            for line in file:
                if line.startswith(b"MemTotal:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None


def limits() -> Limits:
    """The limits that hold for this process: the smaller of fs.inotify and of its user namespace's own."""

    def smaller(*paths: str) -> int | None:
        return min((number for number in map(_number, paths) if number is not None), default=None)

    fs, user = "/proc/sys/fs/inotify/", "/proc/sys/user/"
    return Limits(
        smaller(fs + "max_user_watches", user + "max_inotify_watches"),
        smaller(fs + "max_user_instances", user + "max_inotify_instances"),
        smaller(fs + "max_queued_events"),
    )


def _number(path: str) -> int | None:
    try:
        with open(path, "rb") as file:
            return int(file.read(64))
    except (OSError, ValueError):
        return None


def trial(*groups: Iterable[str], instances: int = 0) -> TrialResult:
    """Opens one inotify instance for each group of paths, adds every path to it, and more instances until there are
    `instances`; says where that ended, and gives all back. Needs no rights, leaves nothing behind, and is exact in
    containers, where counting in /proc is not: other processes cannot be seen there."""
    if not LINUX:
        return TrialResult(0, None, 0, 0, 0, "not Linux: there is no inotify here")
    import ctypes

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        start, add = libc.inotify_init1, libc.inotify_add_watch
    except (OSError, AttributeError):
        return TrialResult(0, None, 0, 0, 0, "this C library has no inotify")
    add.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32)
    added = unreadable = missing = 0
    held: list[int] = []
    try:
        for paths in (*groups, *[()] * (instances - len(groups))):
            descriptor = start(os.O_CLOEXEC | os.O_NONBLOCK)
            if descriptor < 0:
                code = ctypes.get_errno()
                return TrialResult(added, None, code, unreadable, missing, _why_no_instance(code))
            held.append(descriptor)
            newest = 0
            for path in paths:
                watch = add(descriptor, os.fsencode(path), 0x4)  # IN_ATTRIB: rare, so that the queue stays short
                if watch > newest:  # the kernel numbers new watches upwards, and names a known folder's number again
                    newest, added = watch, added + 1
                elif watch < 0:
                    code = ctypes.get_errno()
                    if code in (errno.ENOSPC, errno.ENOMEM):
                        return TrialResult(added, path, code, unreadable, missing)
                    if code in (errno.EACCES, errno.EPERM):
                        unreadable += 1
                    else:
                        missing += 1
    finally:
        for descriptor in held:
            os.close(descriptor)
    return TrialResult(added, None, 0, unreadable, missing)


def _why_no_instance(code: int) -> str:
    if code != errno.EMFILE:
        return os.strerror(code)
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return "this process has no file descriptor left (ulimit -n)"
    return "no inotify instance left for this user"
