"""Which folders and files are sure to be caches."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.folders.caches import TAG, build_folders, find, may_hold

ALL = {"bytecode", "tools", "coverage", "hypothesis", "notebooks", "tagged", "builds", "sourceless", "environments"}

CASES = [
    ("bytecode of a source", {"m.py": b"", "__pycache__/m.cpython-312.pyc": b""}, {"bytecode"}, {"__pycache__"}),
    ("of none", {"__pycache__/m.cpython-312.pyc": b""}, {"bytecode"}, set()),
    ("of none, asked for", {"__pycache__/m.cpython-312.pyc": b""}, {"sourceless"}, {"__pycache__"}),
    ("a tool's", {".mypy_cache/3.12/x": b""}, {"tools"}, {".mypy_cache"}),
    ("a name alone", {".mypy_cache/mine": b""}, {"tools"}, set()),
    ("tagged", {"x/CACHEDIR.TAG": TAG}, {"tagged"}, {"x"}),
    ("a tag that is none", {"x/CACHEDIR.TAG": b"no"}, {"tagged"}, set()),
    ("an environment with a tag", {"x/CACHEDIR.TAG": TAG, "x/pyvenv.cfg": b""}, {"tagged"}, set()),
    (
        "in an environment",
        {"v/pyvenv.cfg": b"", "v/m.py": b"", "v/__pycache__/m.cpython-312.pyc": b""},
        {"bytecode"},
        set(),
    ),
    ("in another repository", {"r/.git/HEAD": b"", "r/m.py": b"", "r/__pycache__/m.cpython-312.pyc": b""}, ALL, set()),
    ("a build", {"build/lib/x": b""}, {"builds"}, {"build"}),
]


@pytest.mark.parametrize(("files", "groups", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_cache(folder, files, groups, expected):
    tree = folder(files)
    assert {"/".join(filter(None, (cache.folder, cache.name))) for cache in find(str(tree), set(), groups)} == expected


def test_nothing_tracked_and_nothing_kept(folder):
    tree = folder({".mypy_cache/3.12/x": b"", "build/x": b"", "dist/x": b""})
    found = [cache.name for cache in find(str(tree), {".mypy_cache/3.12/x"}, ALL, {"build"})]
    assert found == ["dist"]
    assert sorted(build_folders(str(tree), {"dist/x"})) == ["build"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_tag_that_is_a_named_pipe(folder):
    tree = folder({"x/f": b""})
    os.mkfifo(tree / "x/CACHEDIR.TAG")
    assert list(find(str(tree), set(), {"tagged"})) == []


@pytest.mark.parametrize(
    ("path", "holds"), [("a/m.pyc", True), ("build/x", True), (".x/y", True), ("a/b.py", False), ("builds/x.py", False)]
)
def test_what_may_be_part_of_one(path, holds):
    assert may_hold(path) is holds
