from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.logs import decoding, literals
from watchlint.logs import reading as logs
from watchlint.logs import scan as log_scan
from watchlint.logs.catalogue import MESSAGES

LINES = [(message.id, line) for message in MESSAGES if not message.near for line in message.examples]

NEAR_MISSES = [
    '    raise OSError(errno.ENOSPC, "inotify watch limit reached")',
    '    raise OSError(errno.EMFILE, "inotify instance limit reached")',
    r'{"log": "    raise OSError(errno.ENOSPC, \"inotify watch limit reached\")"}',
    '    raise WatchmanUnavailable("Cannot connect to the watchman service.")',
    "we watch the batch and dispatch the patch",
    "GET /reload HTTP/1.1 200",
    "notify the user about inotify",
    "module x.pyc. removed",
    "Failed to match file x",
    "sysctl is a command",
    'sysctl: permission denied on key "vm.max_map_count"',
    "too many open issues",
    "OSError: [Errno 23] Too many open files in system: 'x'",
    'PermissionError: Permission denied (os error 1) about ["x"]',
    "RuntimeError: dictionary changed size during iteration",
    "ValueError: Paths don't have the same drive",
    "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'",
    "FileNotFoundError: [Errno 2] No such file or directory: 'app.py'",
    "INFO:     Waiting for connections to close. (CTRL+C to force quit)",
    '"theme.nope" is not a valid config option.',
    "File watcher started",
    "bash: /proc/sys/kernel/hostname: Read-only file system",
    "inotify_add_watch() failed: No such file or directory",
    "OSError: [Errno 38] Function not implemented",
    "PermissionError: [Errno 13] Permission denied",
    "FileNotFoundError: [Errno 2] No such file or directory",
    "PermissionError: [WinError 5] Access is denied: 'x.lock'",
    "OSError: [WinError 10038] An operation was attempted on something that is not a socket",
    "Accept failed on a socket",
    "OSError: [Errno 8] Exec format error: '/srv/tool.py'",
    "    raise ImportError('You must have the inotify module installed to '",
    "http: Accept error: accept tcp [::]:8080: accept4: too many open files",
    "watcher started: 3 files, no error; too many open files seen on another host",
    "epoll_create: function not implemented",
    "RuntimeError: Call failed (should not be -1): (-1) ERRNO=(28)",
    "Triggered by opendir: Too many open files",
]


def read(data: bytes) -> logs.Log:
    return logs.read_log(io.BytesIO(data))


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_an_innocent_line_is_not_taken_for_a_complaint(line):
    assert read(line.encode() + b"\n").seen == []


@pytest.mark.parametrize(
    "line, expected",
    [
        ("Error: ENOSPC: no space left on device, write", "disk-full"),
        ("npm error ENOSPC: no space left on device, mkdir '/srv/watch'", "disk-full"),
        ("Error: ENOSPC: no space left on device, watchless", "enospc"),
        ("Error: ENOSPC: no space left on device, watch '/srv/mkdir'", "node-watch-limit"),
        ("OSError: [Errno 28] No space left on device: '/srv/data/x.db'", "disk-full"),
        ("OSError: [Errno 28] No space left on device", "enospc"),
        ("/var/lib/watchtower/x: no space left on device", "enospc"),
        ("open /srv/watcher/x: no space left on device", "disk-full"),
        ("watcher.go:92: Failed to watch /srv/x: no space left on device", "watcher-no-space"),
        ("tar: x: Cannot write: No space left on device", "disk-full"),
        ("Error: EMFILE: too many open files, open '/srv/watch'", "node-own-open-files"),
        ("Error: EMFILE: too many open files, watch '/srv/open'", "node-instance-limit"),
        ("Error: EMFILE: too many open files", "node-open-files"),
        ("Error: EMFILE, too many open files 'watch'", "node-own-open-files"),
    ],
)
def test_a_full_disk_is_told_from_a_limit(line, expected):
    assert [seen.message.id for seen in read(line.encode() + b"\n").seen] == [expected]


OTHERS = sorted((Path(__file__).with_name("of_others")).iterdir())


@pytest.mark.parametrize("path", OTHERS, ids=[path.stem for path in OTHERS])
def test_what_works_or_fails_for_another_reason_is_no_complaint_about_watching(path):
    weighing = {row.message.problem for row in read(path.read_bytes()).seen} - {"", "reload-loop"}
    assert weighing == ({"no-space"} if path.stem.startswith("full-disk") else set())


def test_count_first_last_and_detail():
    line = b"WARNING:  WatchFiles detected changes in 'a%d.py'. Reloading...\n"
    log = read(b"x\n" + line % 1 + b"y\n" * 3 + line % 2 + line % 3 + b"end\n")
    (seen,) = log.seen
    assert (seen.count, seen.first, seen.last, seen.detail) == (3, 2, 7, "'a1.py'")
    assert (log.lines, log.broken) == (8, "")


def test_a_line_with_two_anchors_is_counted_once():
    log = read(b"inotify watch limit reached: OS file watch limit reached, reload, Too many open files\n" * 3)
    assert [seen.count for seen in log.seen] == [3]


def test_a_last_line_without_newline_counts():
    assert [seen.last for seen in read(b"x\ninotify watch limit reached").seen] == [2]


class Slow(io.RawIOBase):
    """Gives a few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, size: int):
        self.stream, self.size = io.BytesIO(data), size

    def read(self, _=-1):
        return self.stream.read(self.size)


# What is asked of the last line, or of the whole log, is no matter of one line.
WHOLE = {message.id for message in MESSAGES if message.last or message.unless}
SOME = (
    [line for name, line in LINES if name not in WHOLE]
    + NEAR_MISSES
    + ["", "é\x00", "watch", "1 change detected, 2 changes detected"]
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(SOME), max_size=30), st.integers(7, 200))
def test_chunks_make_no_difference(lines, size):
    data = "\n".join([*lines, "end"]).encode()
    assert logs.read_log(Slow(data, size)) == read(data)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(SOME)), max_size=40),
    st.integers(30, 2000),
    st.sampled_from([1, 3]),
)
def test_a_log_full_of_complaints_is_read_as_line_by_line(numbered, size, often):
    lines = [f"12:{number % 60:02} [{number}] {line}" for number, line in numbered]
    expected: dict[str, list] = {}
    for place, line in enumerate(lines, 1):
        for seen in read(line.encode() + b"\nend").seen:
            entry = expected.setdefault(seen.message.id, [0, place, place, seen.text, seen.detail])
            entry[0], entry[2] = entry[0] + 1, place
    before, log_scan._OFTEN = log_scan._OFTEN, often
    try:
        log = logs.read_log(Slow("\n".join([*lines, "end"]).encode(), size))
    finally:
        log_scan._OFTEN = before
    assert {one.message.id: [one.count, one.first, one.last, one.text, one.detail] for one in log.seen} == expected


def test_gzip_of_several_members_is_read_through():
    line = b"inotify watch limit reached\n"
    log = read(gzip.compress(line * 2) + gzip.compress(b"x\n" + line))
    assert [(seen.count, seen.last) for seen in log.seen] == [(3, 4)]
    assert log.broken == ""


def test_a_cut_off_gzip_is_read_as_far_as_it_goes():
    import random

    noise = "".join(random.Random(5).choices("abcdefghij\n", k=200_000)).encode()
    data = gzip.compress(b"inotify watch limit reached\n" + noise)
    log = read(data[: len(data) // 2])
    assert [seen.first for seen in log.seen] == [1]
    assert log.broken == "the gzip data end too early"


def test_damaged_gzip_is_said():
    assert "damaged" in read(b"\x1f\x8b" + b"nonsense" * 10).broken


def test_deflated_data_that_is_no_gzip_is_just_bytes():
    assert read(zlib.compress(b"inotify watch limit reached\n")).seen == []


def test_bytes_of_every_kind_are_read():
    log = read(bytes(range(256)) * 50 + b"\ninotify watch limit reached\xff\xfe\n")
    assert [seen.count for seen in log.seen] == [1]


def test_a_line_longer_than_any_buffer_is_cut_not_kept(monkeypatch):
    monkeypatch.setattr(logs, "_LONGEST_LINE", 4096)
    monkeypatch.setattr(decoding, "CHUNK", 1024)
    log = read(b"a" * 50_000 + b" inotify watch limit reached\nx\n")
    assert (log.bytes, log.lines) == (50_031, 2)
    assert [(seen.first, seen.last) for seen in log.seen] == [(1, 1)]


def test_without_the_c_library_the_answer_is_the_same(monkeypatch):
    monkeypatch.setattr(literals, "finder", lambda: lambda block, literal: literal in block)
    assert [seen.count for seen in read(b"inotify watch limit reached\n").seen] == [1]


def test_a_folder_is_no_log(tmp_path):
    with pytest.raises(IsADirectoryError):
        logs.open_log(str(tmp_path))


def test_a_file_is_opened(tmp_path):
    path = tmp_path / "x.log"
    path.write_bytes(b"tail: inotify resources exhausted\n")
    with logs.open_log(str(path)) as stream:
        assert [seen.message.id for seen in logs.read_log(stream).seen] == ["tail-limit"]
