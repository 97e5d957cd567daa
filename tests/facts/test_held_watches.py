from __future__ import annotations

import os
import sys

import pytest

from hooks.facts import held_watches


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
    assert [(row.path, row.count) for row in found.unwatched] == [("data", 2), ("src", 1)]
    assert (found.needed, found.held, found.total, found.elsewhere) == (8, 5, 3, 1)


def test_the_root_itself_is_a_dot(tree):
    found = held_watches.compare([(str(tree), True)], False, everything(tree) - {identity(tree)})
    assert [(row.path, row.count) for row in found.unwatched] == [(".", 1)]


def test_nothing_held_is_everything_missing(tree):
    found = held_watches.compare([(str(tree), True)], False, set())
    assert (found.total, found.held, found.by_inode) == (8, 0, False)


def test_two_roots_are_named_in_full(tree):
    found = held_watches.compare([(str(tree / "src"), True), (str(tree / "data"), True)], False, set())
    assert {(row.path, row.count) for row in found.unwatched} == {
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
    assert (found.needed, [(row.path, row.count) for row in found.unwatched]) == (10, [("link", 2)])


def test_other_device_numbers_are_compared_by_inode(tree):
    held = {(device + 7, inode) for device, inode in everything(tree)} - {
        (identity(tree)[0] + 7, identity(tree / "data/1")[1])
    }
    found = held_watches.compare([(str(tree), True)], False, held)
    assert (found.by_inode, found.total, [row.path for row in found.unwatched]) == (True, 1, ["data"])


def test_watches_on_quite_other_things_are_no_reason_to_compare_by_inode(tree):
    found = held_watches.compare([(str(tree), True)], False, {(1, 2**60)})
    assert (found.by_inode, found.total) == (False, 8)


def test_an_ended_process_cannot_be_looked_into():
    assert held_watches.held_marks([2**22 + 9]) is None
