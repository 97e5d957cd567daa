"""Does inotify hear of a change in this folder? Tried for real, and tidied up."""

from __future__ import annotations

import os
import select
import tempfile

from watchlint.records import Record


class Probe(Record):
    """`works` True or False, None where it could not be tried; `seconds` until the event came; `reason` says why not."""

    works: bool | None
    seconds: float | None
    reason: str


def probe(folder: str, timeout: float = 2.0) -> Probe:
    """Makes a temporary folder in `folder`, watches it, writes a file into it and waits up to `timeout` seconds for
    the event. Leaves nothing behind. What another machine changes on a shared file system is not tried by this."""
    import ctypes
    import time

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        start, add = libc.inotify_init1, libc.inotify_add_watch
    except (OSError, AttributeError, TypeError):
        return Probe(None, None, "there is no inotify on this system")
    add.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32)
    descriptor = start(os.O_CLOEXEC | os.O_NONBLOCK)
    if descriptor < 0:
        return Probe(None, None, f"no inotify instance could be opened ({os.strerror(ctypes.get_errno())})")
    try:
        with tempfile.TemporaryDirectory(prefix=".watchlint-probe-", dir=folder) as place:
            if add(descriptor, os.fsencode(place), 0x100 | 0x8) < 0:  # IN_CREATE, IN_CLOSE_WRITE
                return Probe(None, None, f"no watch could be set ({os.strerror(ctypes.get_errno())})")
            begin = time.monotonic()
            with open(os.path.join(place, "probe"), "wb") as file:
                file.write(b"watchlint\n")
            ready, _, _ = select.select([descriptor], [], [], timeout)
            seconds = time.monotonic() - begin
            return Probe(True, seconds, "") if ready else Probe(False, None, f"no event within {timeout:g} seconds")
    except OSError as error:
        return Probe(None, None, f"a temporary folder could not be made there ({error.strerror})")
    finally:
        os.close(descriptor)
