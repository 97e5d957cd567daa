"""The inotify descriptors of a process, and what they hold."""

from __future__ import annotations

import os
import sys

import pytest

from watchlint.facts.machine import descriptors

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify and /proc are Linux's")


@pytest.mark.parametrize("size", [1, 5, 11, 64, 100_000])
def test_a_line_across_two_reads_is_counted_once(tmp_path, monkeypatch, size):
    monkeypatch.setattr(descriptors, "_READ", size)
    folder = tmp_path / "10" / "fdinfo"
    folder.mkdir(parents=True)
    line = "inotify wd:1 ino:9e7e sdev:800013 mask:800afce ignored_mask:0\n"
    (folder / "4").write_text("pos:\t0\nflags:\t02004000\n" + line * 25)
    assert descriptors.watches_of(10, 4, str(tmp_path)) == 25


# what the descriptors of a process lead to -> those of inotify
LINKS = {
    (): [],
    ((3, "/dev/null"), (4, "anon_inode:[eventpoll]")): [],
    ((3, "anon_inode:inotify"), (7, "anon_inode:inotify"), (8, "/dev/null")): [3, 7],
}


@pytest.mark.parametrize("links", LINKS)
def test_inotify_descriptors(tmp_path, links):
    folder = tmp_path / "10" / "fd"
    folder.mkdir(parents=True)
    for number, target in links:
        (folder / str(number)).symlink_to(target)
    assert sorted(descriptors.inotify_descriptors(10, str(tmp_path))) == LINKS[links]


@linux
def test_open_descriptors_of_this_process():
    count, limit = descriptors.open_descriptors(os.getpid())
    assert 0 < count < limit


@linux
def test_an_ended_process_has_none():
    assert descriptors.inotify_descriptors(2**22 + 7) == []
    assert descriptors.open_descriptors(2**22 + 7) is None
