"""Reading a regular file, and nothing else: no named pipe holds us up, no device is opened."""

from __future__ import annotations

import os
import stat

MAX_BYTES = 8 * 1024 * 1024
"""Larger than any file we read by design; a configuration of this size is a mistake."""


class Unreadable(Exception):
    """A file that is there and can't be read: its path and, in a few words, the reason."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def read_regular(target: str) -> bytes | None:
    """The bytes of a regular file, by its path; None where there is none. Raises Unreadable for anything else: a folder, a named
    pipe, a device, a file above MAX_BYTES. Nothing but a regular file is opened, and none is waited for."""
    try:
        _require_regular(target, os.stat(target))
        # O_NONBLOCK: what has meanwhile become a named pipe must not hold us up.
        descriptor = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unreadable(target, (error.strerror or "cannot be opened").lower()) from None
    try:
        status = os.fstat(descriptor)
        _require_regular(target, status)
        # One byte more than there is shows that this was all; what tells no size (proc(5)) is read until nothing comes.
        data = os.read(descriptor, status.st_size + 1)
        while (len(data) > status.st_size or not status.st_size) and len(data) <= MAX_BYTES:
            part = os.read(descriptor, 1 << 17)
            if not part:
                break
            data += part
    except OSError as error:
        raise Unreadable(target, (error.strerror or "cannot be read").lower()) from None
    finally:
        os.close(descriptor)
    if len(data) > MAX_BYTES:
        raise Unreadable(target, _TOO_LARGE)
    return data


_TOO_LARGE = f"is larger than {MAX_BYTES // 1024 // 1024} MiB"


def _require_regular(target: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(target, "is a folder; a file is expected")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(target, "is no regular file")
    if status.st_size > MAX_BYTES:
        raise Unreadable(target, _TOO_LARGE)


def content(path: str) -> bytes | None:
    """The bytes of a regular file; None where there is none that can be read."""
    try:
        return read_regular(path)
    except (Unreadable, ValueError):  # ValueError: a NUL in the path
        return None


def text(path: str) -> str | None:
    """The text of a regular file in UTF-8, its newlines as Python's; None where there is none that can be read."""
    data = content(path)
    try:
        return None if data is None else data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
