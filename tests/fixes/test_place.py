"""One name in a work tree: read, written whole, or left as it is."""

from __future__ import annotations

import os
import stat

import pytest

from tests.conftest import needs_links
from watchlint.fixes import place as placing
from watchlint.fixes.place import MEANWHILE, Place
from watchlint.fixes.refused import Refused


def at(tree, path: str, make: bool = False) -> Place:
    return Place(os.path.realpath(tree.path), path, make)


@pytest.fixture(params=[True, False], ids=["by its folder", "by its path"])
def way(request, monkeypatch):
    """As where a folder can be opened, and as on Windows."""
    if request.param and not placing.RELATIVE:
        pytest.skip("here no folder can be opened")
    monkeypatch.setattr(placing, "RELATIVE", request.param)


def test_what_is_there_and_what_is_not(folder):
    tree = folder({"a/f": "x", "a/sub/": ""})
    with at(tree, "a/f") as place:
        content, status = place.read()
        assert content == b"x" and stat.S_ISREG(status.st_mode)
    with at(tree, "a/g") as place:
        assert place.read() == (None, None)
    with at(tree, "a/sub") as place, pytest.raises(Refused, match="no regular file"):
        place.read()
    with pytest.raises(FileNotFoundError), at(tree, "gone/f"):
        pass


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
@pytest.mark.usefixtures("way")
def test_written_whole_with_its_mode(folder, mode):
    tree = folder({"a/f": "old"})
    (tree / "a/f").chmod(mode)
    with at(tree, "a/f") as place:
        place.write(b"new", b"old")
    assert tree.contents() == {"a/f": b"new"}
    assert os.name == "nt" or stat.S_IMODE((tree / "a/f").stat().st_mode) == mode


@pytest.mark.parametrize(("expected", "path"), [(b"other", "f"), (None, "f"), (b"", "new")])
@pytest.mark.usefixtures("way")
def test_what_changed_meanwhile_is_left(folder, expected, path):
    tree = folder({"f": "old"})
    with at(tree, path) as place, pytest.raises(Refused, match=MEANWHILE):
        place.write(b"new", expected)
    assert tree.contents() == {"f": b"old"}


@pytest.mark.usefixtures("way")
def test_a_new_file_in_new_folders(folder):
    tree = folder()
    with at(tree, "a/b/f", make=True) as place:
        place.write(b"x", None)
    assert tree.contents() == {"a/b/f": b"x"}


def test_folders_that_nothing_came_to_lie_in_are_taken_away(folder):
    tree = folder({"a/x": ""})
    with at(tree, "a/b/c/f", make=True):
        assert (tree / "a/b/c").is_dir()
    assert not (tree / "a/b").exists() and tree.contents() == {"a/x": b""}


@needs_links
def test_no_link_is_read_or_passed(folder):
    outside = folder({"f": "secret"}, name="outside")
    tree = folder({"x": ""})
    os.symlink(outside.path, tree / "link")
    os.symlink(outside / "f", tree / "file")
    with pytest.raises(Refused, match="became a link"), at(tree, "link/f"):
        pass
    with at(tree, "file") as place, pytest.raises(Refused, match="became a link"):
        place.read()


@pytest.mark.usefixtures("way")
def test_moved_where_nothing_is(folder):
    tree = folder({"f": "x", "g": "y"})
    with at(tree, "f") as old, at(tree, "a/h", make=True) as new:
        old.move_to(new)
    assert tree.contents() == {"a/h": b"x", "g": b"y"}
    with at(tree, "g") as old, at(tree, "a/h") as new, pytest.raises(Refused, match=MEANWHILE):
        old.move_to(new)
    with at(tree, "gone") as old, at(tree, "i") as new, pytest.raises(Refused, match=MEANWHILE):
        old.move_to(new)
    assert tree.contents() == {"a/h": b"x", "g": b"y"}


@pytest.mark.parametrize("path", ["f", "new"])
def test_on_a_file_system_that_knows_no_nameless_files_and_no_second_names(folder, monkeypatch, path):
    """open(2) and link(2) fail there: FAT, some network shares."""
    tree = folder({"f": "old"})
    real = os.open

    def without(name, flags, *more, **given):
        if hasattr(os, "O_TMPFILE") and flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(95, "Operation not supported")
        return real(name, flags, *more, **given)

    def no_link(*_, **__):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "open", without)
    monkeypatch.setattr(os, "link", no_link)
    with at(tree, path) as place:
        place.write(b"new", b"old" if path == "f" else None)
    with at(tree, path) as old, at(tree, "moved") as new:
        old.move_to(new)
    assert tree.contents() == {**({} if path == "f" else {"f": b"old"}), "moved": b"new"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_file_and_nobody_waits_for_its_writer(folder):
    tree = folder({"x": ""})
    os.mkfifo(tree / "f")
    with at(tree, "f") as place, pytest.raises(Refused, match="no regular file"):
        place.read()


def test_a_new_file_where_there_are_no_nameless_ones(folder, monkeypatch):
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    tree = folder({"f": "old"})
    with at(tree, "f") as place:
        place.write(b"new", b"old")
    with at(tree, "g") as place:
        place.write(b"made", None)
    assert tree.contents() == {"f": b"new", "g": b"made"}


def test_what_is_noted_of_a_file_beside_its_content_stays(folder):
    tree = folder({"f": "old"})
    try:
        os.setxattr(tree / "f", "user.note", b"mine")
    except (AttributeError, OSError):
        pytest.skip("this system or its file system keeps no extended attributes")
    with at(tree, "f") as place:
        place.write(b"new", b"old")
    assert (tree / "f").read_bytes() == b"new" and os.getxattr(tree / "f", "user.note") == b"mine"


def test_a_folder_that_was_moved_meanwhile_is_not_written_into(folder):
    tree = folder({"a/f": "old"})
    with at(tree, "a/f") as place:
        (tree / "a").rename(tree / "b")
        tree.write({"a/f": "old"})
        with pytest.raises(Refused, match=MEANWHILE):
            place.write(b"new", b"old")
    assert tree.contents() == {"a/f": b"old", "b/f": b"old"}


def test_a_move_whose_old_name_can_not_go_leaves_no_second_name(folder, monkeypatch):
    tree = folder({"f": "x"})
    unlink = os.unlink

    def refused(name, **given):
        if str(name).endswith("f"):
            raise PermissionError(1, "Operation not permitted")
        unlink(name, **given)

    with at(tree, "f") as old, at(tree, "g") as new:
        monkeypatch.setattr(os, "unlink", refused)
        with pytest.raises(PermissionError):
            old.move_to(new)
    assert tree.contents() == {"f": b"x"}


@pytest.mark.skipif(not hasattr(os, "listxattr"), reason="here a file has no extended attributes")
def test_attributes_that_the_file_system_does_not_keep_do_not_stop_it(folder, monkeypatch):
    def unknown(*_, **__):
        raise OSError(95, "Operation not supported")

    tree = folder({"f": "old"})
    monkeypatch.setattr(os, "listxattr", unknown)
    with at(tree, "f") as place:
        place.write(b"new", b"old")
    assert tree.contents() == {"f": b"new"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_stays(folder):
    tree = folder({"f": "old"})
    os.chown(tree / "f", 12345, 12346)
    with at(tree, "f") as place:
        place.write(b"new", b"old")
    status = (tree / "f").stat()
    assert (status.st_uid, status.st_gid, tree.contents()) == (12345, 12346, {"f": b"new"})


@pytest.mark.parametrize(
    ("error", "stays"), [(ProcessLookupError(3, "x"), False), (PermissionError(1, "x"), True), (None, True)]
)
def test_what_a_run_that_was_killed_left_goes(folder, monkeypatch, error, stays):
    """Of a process that still runs, be it somebody else's, it stays."""

    def kill(pid, number):
        if error is not None:
            raise error

    monkeypatch.setattr(os, "kill", kill)
    tree = folder({"f": "old", ".#f.123~": "", ".#f.x~": "", ".#g.123~": ""})
    with at(tree, "f") as place:
        place.write(b"new", b"old")
    assert set(tree.contents()) == {"f", ".#f.x~", ".#g.123~", *([".#f.123~"] if stays else [])}
