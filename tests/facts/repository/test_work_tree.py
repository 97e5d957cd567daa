"""What the files of a work tree hold, and what is never opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from watchlint.facts import regular
from watchlint.facts.repository.repository import Repository, Unreadable
from watchlint.facts.repository.work_tree import WorkTree

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are POSIX")


def opened(tree) -> Repository:
    return Repository(str(tree))


def test_read(repository):
    repo = opened(repository({"f": b"a\0\xff\r\n", "d/g": ""}))
    assert repo.read("f") == b"a\0\xff\r\n" and repo.read("d/g") == b""
    assert repo.read("absent") is None and repo.read("f/below") is None


@pytest.mark.parametrize("path", ["d", "d/e"])
def test_a_folder(repository, path):
    with pytest.raises(Unreadable, match="is a folder; a file is expected"):
        opened(repository({"d/e/f": ""})).read(path)


def test_too_large(repository, monkeypatch):
    tree = repository({"f": b"x" * 11, "g": b"x" * 10})
    monkeypatch.setattr(regular, "MAX_BYTES", 10)
    with pytest.raises(Unreadable, match="is larger than"):
        opened(tree).read("f")
    assert opened(tree).read("g") == b"x" * 10


@posix
def test_links(repository, folder):
    outside = folder({"secret": "theirs"}, name="outside")
    tree = repository({"real/f": "ours"})
    (tree / "inside").symlink_to("real/f")
    (tree / "out").symlink_to(outside / "secret")
    (tree / "out-folder").symlink_to(outside.path)
    (tree / "in-folder").symlink_to("real")
    (tree / "dangling").symlink_to("nowhere")
    (tree / "loop").symlink_to("loop")
    repo = opened(tree)
    assert repo.read("inside") == b"ours" == repo.read("in-folder/f")
    assert repo.read("dangling") is None and repo.exists("dangling")
    for path in ("out", "out-folder/secret", "loop"):
        with pytest.raises(Unreadable):
            repo.read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_named_pipe(repository):
    tree = repository()
    os.mkfifo(tree / "pipe")
    with pytest.raises(Unreadable, match="is no regular file"):
        opened(tree).read("pipe")


@posix
def test_no_permission(repository):
    tree = repository({"f": ""})
    (tree / "f").chmod(0)
    if os.access(tree / "f", os.R_OK):
        pytest.skip("run as root, who may read everything")
    with pytest.raises(Unreadable, match="permission denied"):
        opened(tree).read("f")


@posix
def test_no_descriptor_is_left_open(repository):
    tree = repository({"d/f": ""})
    repo = opened(tree)
    before = os.listdir("/dev/fd")
    for path in ("d", "d/f", "absent"):
        repo.read_or_note(path)
    assert len(os.listdir("/dev/fd")) == len(before)


@posix
def test_a_link_to_what_never_ends_leaves_the_repository(repository):
    tree = repository()
    for name, target in (("kmsg", "/proc/kmsg"), ("zero", "/dev/zero")):
        (tree / name).symlink_to(target)
        with pytest.raises(Unreadable, match="leaves the repository"):
            opened(tree).read(name)


def test_what_is_read_ahead_counts_as_read_when_it_is_asked_for(folder):
    tree = WorkTree(os.path.realpath(folder({"a/f": "1", "g": "2"}).path))
    for path in ("a/f", "gone", "a"):  # a folder: who asks for it is told
        tree.read_ahead(path)
    assert tree.were_read() == {}
    (Path(tree.root) / "a/f").write_text("later")
    assert tree.read("a/f") == b"1" and tree.read("gone") is None and tree.read("g") == b"2"
    assert tree.were_read() == {"a/f": b"1", "gone": None, "g": b"2"}
    with pytest.raises(Unreadable, match="is a folder"):
        tree.read("a")
