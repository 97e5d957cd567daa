"""Directories counted as inotify charges them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.folders.walk import before_closed, walk


def make(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True, exist_ok=True)
    return root


def link(root: Path, name: str, target: str) -> None:
    (root / name).symlink_to(target)


def build(root: Path, folders: str, links: dict[str, str]) -> Path:
    make(root, ".", *folders.split())
    for name, target in links.items():
        link(root, name, target)
    return root


COUNTS = [
    # folders below the root, links, without following, following
    ("", {}, 1, 1),
    ("a a/b a/b/c", {}, 4, 4),
    ("a/b", {"file": "/dev/null"}, 3, 3),
    ("a/b", {"gone": "nothing"}, 3, 3),
    ("a/b", {"self": "self"}, 3, 3),
    ("a/b", {"again": "a"}, 3, 3),
    ("a/b", {"a/b/up": "../.."}, 3, 3),
    ("a/b", {"here": "."}, 3, 3),
    ("a", {"out": "../outside"}, 2, 5),
    ("a", {"out": "../outside", "a/out": "../../outside/x"}, 2, 5),
    ("a", {"one": "two", "two": "../outside/x"}, 2, 3),
    ("a", {"deep": "../outside/x", "whole": "../outside"}, 2, 5),
    ("a", {"above": ".."}, 2, 6),
]


@pytest.mark.parametrize("folders, links, plain, followed", COUNTS)
def test_counts(tmp_path, folders, links, plain, followed):
    make(tmp_path, "outside/x", "outside/y")
    root = build(tmp_path / "root", folders, links)
    assert len(walk([(str(root), True)])) == plain
    assert len(walk([(str(root), True)], True)) == followed


@pytest.mark.parametrize("follow", [False, True])
def test_paths_are_real_and_each_is_given_once(tmp_path, follow):
    make(tmp_path, "outside/x")
    root = build(tmp_path / "root", "a/b c", {"out": "../outside", "a/loop": ".."})
    paths = list(walk([(str(root), True)], follow).paths())
    assert len(paths) == len(set(paths)) == len({os.stat(path).st_ino for path in paths})
    assert all(os.path.realpath(path) == path and os.path.isdir(path) for path in paths)
    assert (str(tmp_path / "outside" / "x") in paths) is follow


ROOTS = [
    ([("root", True), ("root/a", True)], 4),
    ([("root/a", True), ("root", True)], 4),
    ([("root/a", True), ("root/c", True)], 3),
    ([("root/a", False)], 1),
    ([("root/a", False), ("root/a", True)], 2),
    ([("root", False), ("root/a", True)], 3),
    ([("root", False), ("root", False)], 1),
    ([("root/nothing", True)], 0),
    ([("root/file", True)], 1),
    ([("root/file", True), ("root", True)], 5),
    ([("root/file", True), ("root/file", True)], 1),
    ([("door", True), ("root", True)], 4),
    ([], 0),
]


@pytest.mark.parametrize("roots, number", ROOTS)
def test_several_roots_share_what_they_have_in_common(tmp_path, roots, number):
    root = build(tmp_path / "root", "a/b c", {})
    (root / "file").write_text("")
    link(tmp_path, "door", "root")
    assert len(walk([(str(tmp_path / path), recursive) for path, recursive in roots])) == number


def test_closed_folders_are_taken_without_what_is_below(tmp_path):
    build(tmp_path, "a/b/c .git/objects/aa", {})
    assert len(walk([(str(tmp_path), True)], closed=[str(tmp_path / ".git")])) == 5


def test_unreadable_folders_cost_nothing(tmp_path, monkeypatch):
    build(tmp_path, "a/b/c d/e", {"out": "a/b/c", "again": "a/b/c", "closed": "a/b"})
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("/a/b"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    plain = walk([(str(tmp_path), True)])
    assert (len(plain), plain.unreadable) == (4, [str(tmp_path / "a" / "b")])
    assert str(tmp_path / "a" / "b" / "c") not in plain
    assert str(tmp_path / "d" / "e") in plain
    assert len(walk([(str(tmp_path), True)], follow_links=True)) == 5  # the link leads past the closed door
    assert len(before_closed(str(tmp_path), False)) in (2, 4)  # a before d, or d before a


@pytest.mark.skipif(shutil.which("find") is None, reason="find(1) is the second opinion")
@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "ü", "with space", "x.y"]), min_size=1, max_size=5), max_size=20))
def test_find_counts_the_same(tmp_path_factory, folders):
    root = tmp_path_factory.mktemp("tree")
    for parts in folders:
        root.joinpath(*parts).mkdir(parents=True, exist_ok=True)
    found = subprocess.run(["find", str(root), "-type", "d", "-print0"], stdout=subprocess.PIPE, check=True).stdout
    assert sorted(walk([(str(root), True)]).paths()) == sorted(os.fsdecode(found).split("\0")[:-1])


def watched(found):
    """The paths of a walk, below its root."""
    return sorted(os.path.relpath(path, found.starts[0]) for path in found.paths())


def test_files_are_counted_where_they_are_asked_for_each_once(tmp_path):
    (tmp_path / "src" / "deep").mkdir(parents=True)
    for name in ("a.js", "src/b.js", "src/c.txt", "src/deep/d.js"):
        (tmp_path / name).write_text("x")
    os.link(tmp_path / "a.js", tmp_path / "src" / "same.js")
    (tmp_path / "src" / "link.js").symlink_to("../a.js")
    roots = [(str(tmp_path), True)]
    assert len(walk(roots)) == 3
    found = walk(roots, True, files=r"\.js$")
    assert len(found) == 6 and found.totals[0] == 6
    assert [path for path in watched(found) if path.endswith("b.js") or path.endswith("d.js")] == [
        "src/b.js",
        "src/deep/d.js",
    ]
    assert len(walk(roots, files=".")) == 7


def test_what_is_passed_over_costs_nothing_through_a_link_either(tmp_path):
    for name in ("node_modules/x/y", "src/node_modules/z", "src/own", ".git/objects", "out"):
        (tmp_path / "p" / name).mkdir(parents=True)
    outside = tmp_path / "outside"
    (outside / "node_modules").mkdir(parents=True)
    (outside / "plain").mkdir()
    (tmp_path / "p" / "data").symlink_to("../outside")
    (tmp_path / "p" / "src" / "node_modules" / "f.js").write_text("x")
    (tmp_path / "p" / "src" / "f.js").write_text("x")
    skips = [r"/node_modules(/|$)", r"^/out(/|$)", r"/\.git"]
    found = walk([(str(tmp_path / "p"), True)], True, skips=skips, files=".")
    assert watched(found) == [".", "../outside", "../outside/plain", "src", "src/f.js", "src/own"]
    linked = walk([(str(tmp_path / "p"), True)], True, skips=[*skips, "^/data"], files=".")
    assert watched(linked) == [".", "src", "src/f.js", "src/own"]
