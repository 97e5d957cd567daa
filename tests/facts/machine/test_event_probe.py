from __future__ import annotations

import ctypes
import os
import sys

import pytest

from watchlint.facts.machine import event_probe, event_queue

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")


@linux
def test_an_event_comes_and_nothing_is_left(tmp_path):
    found = event_probe.probe(str(tmp_path))
    assert found.works is True and 0 <= found.seconds < 2
    assert os.listdir(tmp_path) == []


@linux
def test_a_folder_that_does_not_exist_is_said(tmp_path):
    found = event_probe.probe(str(tmp_path / "nothing"))
    assert found.works is None and "No such file" in found.reason


@linux
def test_no_event_is_said_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(event_probe.select, "select", lambda *_: ([], [], []))
    assert event_probe.probe(str(tmp_path), 0.1).works is False
    assert os.listdir(tmp_path) == []


@linux
def test_a_queue_that_nobody_reads_is_stuck_and_one_that_is_read_is_not(tmp_path):
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    try:
        assert libc.inotify_add_watch(descriptor, os.fsencode(tmp_path), 0x100) > 0
        if event_queue.unread_bytes(os.getpid(), descriptor) is None:
            assert event_queue.stuck(os.getpid(), [descriptor], 0.1) == []  # this system does not let us look
            return
        assert event_queue.stuck(os.getpid(), [descriptor], 0.1) == []
        (tmp_path / "x").write_text("")
        assert event_queue.stuck(os.getpid(), [descriptor], 0.2) == [descriptor]
        assert os.read(descriptor, 4096)
        assert event_queue.stuck(os.getpid(), [descriptor], 0.1) == []
    finally:
        os.close(descriptor)


def test_an_ended_process_has_no_queue():
    assert event_queue.unread_bytes(2**22 + 9, 3) is None


class Libc:
    """A C library whose calls of inotify end so."""

    def __init__(self, descriptor, watch):
        self.inotify_init1 = lambda flags: descriptor
        self.inotify_add_watch = type("Call", (), {"__call__": lambda self, *words: watch})()


@pytest.mark.parametrize(
    ("library", "reason"),
    [
        (lambda *_, **__: object(), "there is no inotify on this system"),
        (lambda *_, **__: Libc(-1, 0), "no inotify instance could be opened"),
        (lambda *_, **__: Libc(os.open(os.devnull, os.O_RDONLY), -1), "no watch could be set"),
    ],
)
def test_what_could_not_be_tried(monkeypatch, tmp_path, library, reason):
    import ctypes

    monkeypatch.setattr(ctypes, "CDLL", library)
    found = event_probe.probe(str(tmp_path))
    assert found.works is None and found.reason.startswith(reason) and not os.listdir(tmp_path)
