from __future__ import annotations

import ctypes
import os
import sys

import pytest

from watchlint.facts.machine import held_watches


def identity(path):
    status = os.stat(path)
    return status.st_dev, status.st_ino


@pytest.fixture
def tree(tmp_path):
    for name in ("src/a", "src/b", "data/1", "data/2", "data/3"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def everything(tree):
    return {identity(path) for path, _, _ in os.walk(tree)}


def test_all_held_is_nothing_missing(tree):
    found = held_watches.compare([(str(tree), True)], False, everything(tree))
    assert (found.needed, found.held, found.total, found.unwatched, found.elsewhere) == (8, 8, 0, [], 0)


def test_missing_folders_are_counted_by_the_folder_on_top(tree):
    held = everything(tree) - {identity(tree / name) for name in ("data/1", "data/2", "src/a")}
    found = held_watches.compare([(str(tree), True)], False, held | {(1, 2)})
    assert [(row.path, row.folders) for row in found.unwatched] == [("data", 2), ("src", 1)]
    assert (found.needed, found.held, found.total, found.elsewhere) == (8, 5, 3, 1)


def test_the_root_itself_is_a_dot(tree):
    found = held_watches.compare([(str(tree), True)], False, everything(tree) - {identity(tree)})
    assert [(row.path, row.folders) for row in found.unwatched] == [(".", 1)]


def test_nothing_held_is_everything_missing(tree):
    found = held_watches.compare([(str(tree), True)], False, set())
    assert (found.total, found.held, found.by_inode) == (8, 0, False)


def test_two_roots_are_named_in_full(tree):
    found = held_watches.compare([(str(tree / "src"), True), (str(tree / "data"), True)], False, set())
    assert {(row.path, row.folders) for row in found.unwatched} == {
        (str(tree / place), 1) for place in ("src", "src/a", "src/b", "data", "data/1", "data/2", "data/3")
    }


def test_one_root_without_what_is_below(tree):
    assert held_watches.compare([(str(tree), False)], False, set()).needed == 1


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_links_count_only_where_they_are_followed(tree, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x").mkdir()
    (tree / "link").symlink_to(outside)
    assert held_watches.compare([(str(tree), True)], False, set()).needed == 8
    found = held_watches.compare([(str(tree), True)], True, everything(tree))
    assert (found.needed, [(row.path, row.folders) for row in found.unwatched]) == (10, [("link", 2)])


def test_other_device_numbers_are_compared_by_inode(tree):
    held = {(device + 7, inode) for device, inode in everything(tree)} - {
        (identity(tree)[0] + 7, identity(tree / "data/1")[1])
    }
    found = held_watches.compare([(str(tree), True)], False, held)
    assert (found.by_inode, found.total, [row.path for row in found.unwatched]) == (True, 1, ["data"])


def test_watches_on_quite_other_things_are_no_reason_to_compare_by_inode(tree):
    found = held_watches.compare([(str(tree), True)], False, {(1, 2**60)})
    assert (found.by_inode, found.total) == (False, 8)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no inotify elsewhere")
def test_what_this_process_watches(tree):
    libc = ctypes.CDLL(None)
    descriptor = libc.inotify_init1(os.O_CLOEXEC)
    try:
        for path in (tree, tree / "src", tree / "src"):
            assert libc.inotify_add_watch(descriptor, os.fsencode(path), 4) > 0
        assert held_watches.held_marks([os.getpid()]) == {identity(tree), identity(tree / "src")}
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    "line, mark",
    [
        ("inotify wd:3 ino:9e7e sdev:800013 mask:800afce ignored_mask:0 fhandle-bytes:8", (os.makedev(8, 19), 0x9E7E)),
        ("inotify wd:1 ino:1 sdev:fe00001 mask:4", (os.makedev(0xFE, 1), 1)),
    ],
)
def test_the_kernels_line(line, mark, tmp_path):
    (tmp_path / "7/fd").mkdir(parents=True)
    (tmp_path / "7/fdinfo").mkdir()
    (tmp_path / "7/fd/4").symlink_to("anon_inode:inotify")
    (tmp_path / "7/fdinfo/4").write_text(f"pos:\t0\nflags:\t02004000\n{line}\n")
    assert held_watches.held_marks([7], str(tmp_path)) == {mark}


def test_an_ended_process_watches_nothing():
    assert held_watches.held_marks([2**22 + 9]) == set()
