"""One repository's facts: what is noted of its files, and what would be with a plan laid over them."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.repository import Problem, Repository

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are POSIX")


def opened(tree) -> Repository:
    return Repository(str(tree))


def test_deleted_files(repository):
    tree = repository({"a": "", "b": "", "c/d": ""})
    assert opened(tree).deleted_count == 0
    (tree / "a").unlink()
    tree.git("rm", "--quiet", "b")
    assert opened(tree).deleted_count == 1


def test_what_a_sparse_checkout_leaves_out_is_not_deleted(repository):
    tree = repository({"a/f": "", "a/g": "", "c/d": ""}).write({".git/info/": ""})
    tree.git("sparse-checkout", "set", "--cone", "a")
    assert not (tree / "c").exists() and opened(tree).deleted_count == 0
    (tree / "a/f").unlink()
    assert opened(tree).deleted_count == 1


@posix
def test_a_look_tells_nothing_of_what_cannot_be_read(repository):
    tree = repository({"f": "x", "d/g": ""})
    (tree / "out").symlink_to("/bin/sh")
    repo = opened(tree)
    assert [repo.look(path) for path in ("f", "d", "out", "absent")] == [b"x", None, None, None]
    assert repo.problems == []


def test_what_cannot_be_read_is_noted_once(repository):
    repo = opened(repository({"d/f": ""}))
    assert repo.read_or_note("d") is None and repo.read_or_note("d") is None
    assert repo.problems == [Problem("d", None, "is a folder; a file is expected")]
    assert repo.read_or_note("absent") is None and len(repo.problems) == 1


# with a plan laid over


def test_overlay(repository):
    tree = repository({"a": "1", "b": "2"})
    repo = opened(tree)
    after = repo.overlay({"a": b"changed", "b": None, "c/new": b"3"})
    assert (after.read("a"), after.read("b"), after.read("c/new")) == (b"changed", None, b"3")
    assert (after.exists("b"), after.exists("c/new")) == (False, True)
    assert sorted(after.files) == ["a", "c/new"] and after.named("new") == ["c/new"]
    assert (repo.read("a"), repo.exists("c/new")) == (b"1", False)
    again = after.overlay({"a": b"once more"})
    assert again.read("a") == b"once more" and again.read("c/new") == b"3"


def test_overlay_of_the_index(repository):
    repo = opened(repository({"a": "", "b": ""}))
    after = repo.overlay({}, ["a"])
    assert after.tracked == {"b"} and sorted(after.files) == ["a", "b"]
    assert after.overlay({}, ["b"]).tracked == frozenset()
    assert after.overlay({"a": None}).files == ["b"]
