"""`without_inotify.py COMMAND…`: runs it where the kernel answers inotify_init(2) with ENOSYS, as an emulated Linux does that
knows no inotify. By a filter of this process's own (seccomp(2)), which ends with it."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

NUMBERS = {"x86_64": (253, 294), "aarch64": (26, 26)}[platform.machine()]
"""Of inotify_init and inotify_init1, by the kernel's tables."""

LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ENOSYS = 0x7FFF0000, 0x00050000 | 38
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def main() -> None:
    rows = [
        (LOAD, 0, 0, 0),
        (EQUAL, 2, 0, NUMBERS[0]),
        (EQUAL, 1, 0, NUMBERS[1]),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, ENOSYS),
    ]
    rules = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *row) for row in rows))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    program = Program(len(rows), ctypes.addressof(rules))
    if prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or prctl(SECCOMP, FILTER, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "no filter can be set")
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
