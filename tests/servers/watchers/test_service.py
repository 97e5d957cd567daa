"""What the processes of a server show of how it watches."""

from __future__ import annotations

import ctypes
import os
import socket
import sys

import pytest

from watchlint.servers.watchers import service

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def test_a_client_of_a_service(tmp_path):
    pid = os.getpid()
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as client:
        listening.bind(str(tmp_path / "sock"))
        listening.listen()
        client.connect(str(tmp_path / "sock"))
        assert service.talks_to_a_service(pid) and service.any_talks([pid])


@pytest.mark.parametrize(
    ("descriptor", "row", "talks"),
    [
        ("3", "0: 00000003 00000000 00000000 0001 03 77", True),
        ("3", "0: 00000003 00000000 00000000 0001 03 77 /run/x.sock", False),  # named: the other end
        ("3", "0: 00000003 00000000 00000000 0001 01 77", False),  # not connected
        ("3", "0: 00000003 00000000 00000000 0001 03 78", False),  # of another process
        ("2", "0: 00000003 00000000 00000000 0001 03 77", False),  # a log
    ],
)
def test_what_is_a_client(tmp_path, descriptor, row, talks):
    for folder in ("7/fd", "7/net"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "7/fd" / descriptor).symlink_to("socket:[77]")
    (tmp_path / "7/net/unix").write_text(f"Num RefCount Protocol Flags Type St Inode Path\n{row}\n")
    assert service.talks_to_a_service(7, str(tmp_path)) is talks
    assert not service.talks_to_a_service(8, str(tmp_path))


def test_a_program_that_runs(tmp_path):
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "comm").write_text("watchman\n")
    (tmp_path / "7" / "stat").write_text("7 (watchman) S 1 7 7 0\n")
    (tmp_path / "7" / "cmdline").write_bytes(b"watchman\0")
    (tmp_path / "self").mkdir()
    assert service.runs("watchman", str(tmp_path)) and not service.runs("watchma", str(tmp_path))
    assert not service.runs("watchman", str(tmp_path / "gone"))


def test_an_instance_of_inotify():
    library = ctypes.CDLL(None, use_errno=True)
    before = service.holds_inotify([os.getpid()])
    descriptor = library.inotify_init1(os.O_CLOEXEC)
    if descriptor < 0:
        pytest.skip("no inotify instance is left for this user")
    try:
        assert service.holds_inotify([os.getpid()])
    finally:
        os.close(descriptor)
    assert before is False
