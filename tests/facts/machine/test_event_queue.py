"""Events that nobody has read."""

from __future__ import annotations

import os
import sys

import pytest

from watchlint.facts.machine.event_queue import stuck, unread_bytes

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")


@linux
def test_a_queue_that_nobody_reads(tmp_path):
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    try:
        if unread_bytes(os.getpid(), descriptor) is None:
            pytest.skip("this kernel or sandbox lets nobody look into another process")
        assert unread_bytes(os.getpid(), descriptor) == 0
        libc.inotify_add_watch(descriptor, os.fsencode(tmp_path), 0x100)
        (tmp_path / "f").write_bytes(b"")
        assert unread_bytes(os.getpid(), descriptor) > 0
        assert stuck(os.getpid(), [descriptor], 0.1) == [descriptor]
        os.read(descriptor, 4096)
        assert stuck(os.getpid(), [descriptor], 0.1) == []
    finally:
        os.close(descriptor)


def test_a_process_that_is_not_there():
    assert unread_bytes(2**22 + 1, 0) is None
    assert stuck(2**22 + 1, [0, 1], 0) == []
