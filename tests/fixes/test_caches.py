"""Removing caches: what is counted, what goes, and what stays."""

from __future__ import annotations

import os

import pytest

from tests.conftest import needs_links
from watchlint.facts.folders.caches import Cache
from watchlint.fixes import caches
from watchlint.fixes.caches import Counter, count, remove

FILES = {
    "a/m.py": "",
    "a/__pycache__/m.pyc": "12345",
    "a/__pycache__/n.pyc": "1",
    ".pytest_cache/v/x": "12",
    ".pytest_cache/README": "1",
}


@pytest.fixture(params=[True, False], ids=["by its folder", "by its path"])
def way(request, monkeypatch):
    """As where a folder can be opened, and as on Windows."""
    if request.param and not caches.RELATIVE:
        pytest.skip("here no folder can be opened")
    monkeypatch.setattr(caches, "RELATIVE", request.param)


def bytecode(*names: str, emptied: bool) -> Cache:
    return Cache("bytecode", "a", "__pycache__", list(names), emptied)


WHOLE = Cache("tools", "", ".pytest_cache", None, True)
BESIDE = Cache("bytecode", "a", "", ["m.pyc"], False)


# (cache, (files, folders, bytes) that go, what is left)
CASES = [
    (WHOLE, (2, 2, 3), {"a/m.py", "a/__pycache__/m.pyc", "a/__pycache__/n.pyc"}),
    (bytecode("m.pyc", "n.pyc", emptied=True), (2, 1, 6), {"a/m.py", ".pytest_cache/v/x", ".pytest_cache/README"}),
    (bytecode("m.pyc", emptied=False), (1, 0, 5), FILES.keys() - {"a/__pycache__/m.pyc"}),
    (bytecode("gone.pyc", emptied=False), (0, 0, 0), FILES.keys()),
    (Cache("tools", "", "gone", None, True), (0, 0, 0), FILES.keys()),
]  # fmt: skip


@pytest.mark.parametrize(("cache", "wanted", "left"), CASES)
@pytest.mark.usefixtures("way")
def test_what_is_removed_was_counted_before(folder, cache, wanted, left):
    tree = folder(FILES)
    before, after = Counter(), Counter()
    count(str(tree), [cache], before)
    assert set(tree.contents()) == FILES.keys()
    remove(str(tree), [cache], after)
    assert (before.files, before.folders, before.bytes, before.kept) == (*wanted, [])
    assert (after.files, after.folders, after.bytes, after.kept) == (*wanted, [])
    assert set(tree.contents()) == left


@pytest.fixture(params=["relative", "by paths"])
def both_ways(request, monkeypatch):
    """Relative to open folders; and as Windows does it, which has no functions for that."""
    if request.param == "by paths":
        monkeypatch.setattr(caches, "RELATIVE", False)


@pytest.mark.parametrize(("cache", "wanted", "left"), CASES)
def test_what_goes_in_both_ways(folder, both_ways, cache, wanted, left):
    tree = folder(FILES)
    counter = Counter()
    remove(str(tree), [cache], counter)
    assert (counter.files, counter.folders, counter.bytes, counter.kept) == (*wanted, [])
    assert set(tree.contents()) == left


@needs_links
def test_no_link_is_gone_through_in_either_way(folder, both_ways):
    outside = folder({"m.pyc": "x", "v/x": "x"}, name="outside")
    tree = folder({"a/m.py": ""})
    os.symlink(outside.path, tree / "a" / "__pycache__")
    os.symlink(outside.path, tree / ".pytest_cache")
    counter = Counter()
    remove(str(tree), [bytecode("m.pyc", emptied=True), WHOLE], counter)
    assert [path for path, _ in counter.kept] == ["a/__pycache__", ".pytest_cache"]
    assert counter.files == 0 and outside.contents() == {"m.pyc": b"x", "v/x": b"x"}


def test_links_in_a_cache_are_removed_and_what_they_name_stays_in_both_ways(folder, both_ways):
    outside = folder({"keep": "x"}, name="outside")
    tree = folder({".pytest_cache/x": "1"})
    os.symlink(outside.path, tree / ".pytest_cache" / "link")
    remove(str(tree), [WHOLE], Counter())
    assert tree.contents() == {} and outside.contents() == {"keep": b"x"}


@pytest.mark.parametrize("act", [count, remove])
def test_a_file_in_the_place_of_a_cache_is_named(folder, act):
    tree = folder({".pytest_cache": "x"})
    counter = Counter()
    act(str(tree), [WHOLE], counter)
    assert counter.kept == [(".pytest_cache", "not a directory")] and tree.contents() == {".pytest_cache": b"x"}


def test_a_file_beside_its_source(folder):
    tree = folder({"a/m.py": "", "a/m.pyc": "123"})
    counter = Counter()
    remove(str(tree), [BESIDE], counter)
    assert (counter.files, counter.folders, counter.bytes) == (1, 0, 3) and tree.contents().keys() == {"a/m.py"}


@pytest.mark.usefixtures("way")
def test_a_folder_with_a_file_s_name_stays(folder):
    tree = folder({"a/__pycache__/m.pyc/x": "1"})
    for act in (count, remove):
        counter = Counter()
        act(str(tree), [bytecode("m.pyc", emptied=True)], counter)
        assert (counter.files, counter.folders) == (0, 0)
    assert tree.contents().keys() == {"a/__pycache__/m.pyc/x"}


@needs_links
@pytest.mark.usefixtures("way")
def test_links_are_removed_and_never_followed(folder):
    outside = folder({"keep": "x"}, name="outside")
    tree = folder(FILES)
    os.symlink(outside.path, tree / ".pytest_cache" / "link")
    counter = Counter()
    remove(str(tree), [WHOLE], counter)
    assert not (tree / ".pytest_cache").exists() and outside.contents() == {"keep": b"x"}
    os.symlink(outside.path, tree / "b")
    remove(str(tree), [Cache("bytecode", "b", "", ["keep"], False)], counter)
    assert outside.contents() == {"keep": b"x"} and [path for path, _ in counter.kept] == ["b"]


@pytest.mark.usefixtures("way")
def test_neighbours_anywhere_in_the_tree(folder):
    places = ["a/b/c", "a/b", "a", "a/x/y", "z", ""]
    tree = folder({f"{place}/m.pyc".lstrip("/"): "1" for place in places})
    counter = Counter()
    remove(str(tree), [Cache("bytecode", place, "", ["m.pyc"], False) for place in places], counter)
    assert counter.files == len(places) and tree.contents() == {}


def test_what_can_not_be_removed_is_told(folder, monkeypatch):
    tree = folder(FILES)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", refuse)
    counter = Counter()
    remove(str(tree), [bytecode("m.pyc", emptied=False), BESIDE._replace(files=["m.py"])], counter)
    assert counter.kept == [("a/__pycache__", "permission denied"), ("a", "permission denied")]
