"""One repository's facts: which files it owns, what they hold, and what would be with a plan laid over them."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository import repository as module
from watchlint.facts.repository import work_tree
from watchlint.facts.repository.repository import Repository, Unreadable

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are POSIX")


def opened(tree) -> Repository:
    return Repository(str(tree))


# which files


def test_tracked_and_untracked_but_not_ignored(repository):
    tree = repository({".gitignore": "*.log\n", "a/t.py": "", "forced.log": ""}).write(
        {"u.py": "", "x.log": "", "b/": ""}
    )
    repo = opened(tree)
    assert sorted(repo.files) == [".gitignore", "a/t.py", "forced.log", "u.py"]
    assert repo.tracked == {".gitignore", "a/t.py", "forced.log"}
    assert repo.has_git and repo.root == os.path.realpath(tree.path)


def test_below_the_top_only_what_is_below(repository):
    repo = opened(repository({"a/f": "", "b/f": "", "f": ""}) / "a")
    assert repo.files == ["f"]


def test_a_walk_where_there_is_no_git(folder):
    skipped = {
        ".venv/x.py": "",
        "env/pyvenv.cfg": "",
        "env/x.py": "",
        "node_modules/x.js": "",
        "a/__pycache__/m.pyc": "",
    }
    repo = opened(folder({"f.py": "", "a/b/c.txt": "", "environment/x.py": "", **skipped}))
    assert repo.files == ["f.py", "a/b/c.txt", "environment/x.py"]
    assert repo.tracked == frozenset() and not repo.has_git


def test_a_merge_conflict_lists_a_file_once(repository):
    tree = repository({"f": "base"})
    tree.git("checkout", "--quiet", "-b", "other")
    tree.write({"f": "theirs"}).add().commit()
    tree.git("checkout", "--quiet", "main")
    tree.write({"f": "ours"}).add().commit()
    tree.git("merge", "other", check=False)
    assert opened(tree).files == ["f"]


def test_nested_repositories_and_submodules(repository):
    inner = repository({"x.py": ""}, name="inner")
    tree = repository({"f": ""}, name="outer")
    tree.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    repository({"y.py": ""}, name="outer/nested")
    assert sorted(opened(tree).files) == [".gitmodules", "f", "sub"]


@posix
def test_awkward_names(repository):
    names = ["a\nb", "café", ":x", "-n", " s ", "a\\b", 'q"', "*"]
    assert sorted(opened(repository(dict.fromkeys(names, ""))).files) == sorted(names)


def test_undecodable_names(repository):
    tree = repository()
    try:
        with open(os.fsencode(str(tree)) + b"/caf\xe9.py", "wb") as file:
            file.write(b"content")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (name,) = opened(tree).files
    assert opened(tree).read(name) == b"content"


def test_named_and_suffixed(repository):
    repo = opened(repository(dict.fromkeys(["a.py", "b/a.py", "ba.py", "b/py", "c.pyw", "a.py/x"][:5], "")))
    assert sorted(repo.named("a.py")) == ["a.py", "b/a.py"]
    assert sorted(repo.named("a.py", "py")) == ["a.py", "b/a.py", "b/py"]
    assert sorted(repo.suffixed(".py")) == ["a.py", "b/a.py", "ba.py"]
    assert repo.named("absent") == [] and repo.suffixed(".absent") == []
    assert repo.folders_with_python == ["", "b"]


def test_deleted_files(repository):
    tree = repository({"a": "", "b": "", "c/d": ""})
    assert opened(tree).deleted_count == 0
    (tree / "a").unlink()
    tree.git("rm", "--quiet", "b")
    assert opened(tree).deleted_count == 1
    tree.git("sparse-checkout", "set", "--cone", "zzz")
    assert opened(tree).deleted_count == 1, "what a sparse checkout leaves out is not deleted"


def test_intent_to_add_is_tracked(repository):
    tree = repository().write({"f": ""})
    tree.git("add", "--intent-to-add", "f")
    assert opened(tree).files == ["f"] and opened(tree).tracked == {"f"}


def test_global_excludes_do_not_count(repository, tmp_path, monkeypatch):
    (tmp_path / "ignore").write_text("*.txt\n")
    (tmp_path / "config").write_text(f"[core]\n\texcludesFile = {(tmp_path / 'ignore').as_posix()}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert opened(repository().write({"f.txt": ""})).files == ["f.txt"]


# what they hold


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
    monkeypatch.setattr(work_tree, "MAX_BYTES", 10)
    with pytest.raises(Unreadable, match="is larger than"):
        opened(tree).read("f")
    assert opened(tree).read("g") == b"x" * 10


@posix
def test_a_look_tells_nothing_of_what_cannot_be_read(repository):
    tree = repository({"f": "x", "d/g": ""})
    (tree / "out").symlink_to("/bin/sh")
    repo = opened(tree)
    assert [repo.look(path) for path in ("f", "d", "out", "absent")] == [b"x", None, None, None]
    assert repo.problems == []


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


def test_what_cannot_be_read_is_noted_once(repository):
    repo = opened(repository({"d/f": ""}))
    assert repo.read_or_note("d") is None and repo.read_or_note("d") is None
    assert repo.problems == [("d", None, "is a folder; a file is expected")]
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


# imports


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import streamlit\n", True),
        ("import os, streamlit as st\n", True),
        ("    from streamlit.web import cli\n", True),
        ("\ufeffimport streamlit\n", True),
        ("x = 'import streamlit'\n", False),
        ("# import streamlit\n", False),
        ("import streamlit_x\n", False),
        ("from . import streamlit\n", False),
        ("from .streamlit import x\n", False),
        ("", False),
    ],
)
def test_imports(repository, text, found):
    assert opened(repository({"m.py": text})).imports("streamlit") == (["m.py"] if found else [])


def test_imports_look_nearest_the_root_first_and_stop(repository, monkeypatch):
    monkeypatch.setattr(module, "MAX_SEARCHED", 2)
    repo = opened(repository({"a/b/c.py": "import x\n", "a/d.py": "import x\n", "e.py": "import x\n"}))
    assert repo.imports("x") == ["e.py", "a/d.py"]
