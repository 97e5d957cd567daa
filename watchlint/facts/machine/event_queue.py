"""Events that a process has not read yet: a queue that stays full belongs to an observer that is dead or stuck.

Source: pidfd_open(2), pidfd_getfd(2) (438 on every architecture), inotify(7): FIONREAD gives the bytes to be read.
Looking takes nothing out of the queue. It needs the right to trace the process.
"""

from __future__ import annotations

import os


def unread_bytes(pid: int, descriptor: int) -> int | None:
    """Bytes of events that wait in an inotify descriptor of another process; None where that may not be asked."""
    try:
        import array
        import ctypes
        import fcntl
        import termios

        process = os.pidfd_open(pid)
    except (ImportError, AttributeError, OSError):
        return None
    try:
        copy = ctypes.CDLL(None, use_errno=True).syscall(438, process, descriptor, 0)
        if copy < 0:
            return None
        try:
            size = array.array("i", [0])
            fcntl.ioctl(copy, termios.FIONREAD, size)
            return size[0]
        finally:
            os.close(copy)
    except (OSError, AttributeError, TypeError):
        return None
    finally:
        os.close(process)


def stuck(pid: int, descriptors: list[int], seconds: float = 0.6) -> list[int]:
    """Those descriptors whose waiting events nobody reads for so long: watchers wake within a tenth of a second."""
    import time

    before = {descriptor: unread_bytes(pid, descriptor) for descriptor in descriptors}
    waiting = {descriptor: size for descriptor, size in before.items() if size}
    deadline = time.monotonic() + seconds
    while waiting and time.monotonic() < deadline:
        time.sleep(0.05)
        for descriptor in list(waiting):
            size = unread_bytes(pid, descriptor)
            if not size or size < waiting[descriptor]:
                del waiting[descriptor]
    return sorted(waiting)
