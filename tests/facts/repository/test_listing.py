"""Which files a repository owns."""

from __future__ import annotations

import os
import shutil

import pytest

from watchlint.facts.repository import listing
from watchlint.facts.repository.repository import Repository

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are POSIX")


@pytest.fixture(autouse=True, params=[listing.SHORT, 0], ids=["one git for both lists", "one for each"])
def short(request, monkeypatch):
    monkeypatch.setattr(listing, "SHORT", request.param)


def opened(tree) -> Repository:
    return Repository(str(tree))


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


@pytest.mark.parametrize("before_2_31", [False, pytest.param(True, marks=posix)])
def test_a_merge_conflict_lists_a_file_once(repository, tmp_path, monkeypatch, before_2_31):
    """Of git before 2.31 too, which knows no --deduplicate."""
    tree = repository({"f": "base"})
    if before_2_31:
        program = tmp_path / "bin/git"
        program.parent.mkdir()
        program.write_text(
            f'#!/bin/sh\ncase "$*" in *--deduplicate*) exit 129;; esac\nexec {shutil.which("git")} "$@"\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    tree.git("checkout", "--quiet", "-b", "other")
    tree.write({"f": "theirs"}).add().commit()
    tree.git("checkout", "--quiet", "main")
    tree.write({"f": "ours"}).add().commit()
    tree.git("merge", "other", check=False)
    assert opened(tree).files == ["f"]
    assert opened(tree).listing.tracked == ["f"]


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


def test_intent_to_add_is_tracked(repository):
    tree = repository().write({"f": ""})
    tree.git("add", "--intent-to-add", "f")
    assert opened(tree).files == ["f"] and opened(tree).tracked == {"f"}


def test_global_excludes_do_not_count(repository, tmp_path, monkeypatch):
    (tmp_path / "ignore").write_text("*.txt\n")
    (tmp_path / "config").write_text(f"[core]\n\texcludesFile = {(tmp_path / 'ignore').as_posix()}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert opened(repository().write({"f.txt": ""})).files == ["f.txt"]


def test_whether_git_is_still_looking(repository):
    repo = opened(repository({"a.py": ""}).write({"b.py": ""}))
    assert not repo.listing.is_waiting
    repo.listing.begin()
    assert repo.listing.tracked_text == "a.py\0"
    assert repo.listing.is_waiting is (listing.SHORT == 0)
    assert repo.listing.search_tracked(str.split) == ["a.py\0"]
    assert repo.files == ["a.py", "b.py"] and not repo.listing.is_waiting


def test_many_endings_with_one_tail(repository):
    names = [f"{n}.txt" for n in range(30)]
    repo = opened(repository(dict.fromkeys([*names, "a/config.toml", "pyproject.toml", "x.py"], "")))
    for _ in range(2 * listing.FEW):
        assert repo.suffixed("config.toml", "pyproject.toml", ".toml", "toml", "ml") == [
            "a/config.toml", "pyproject.toml", *["a/config.toml", "pyproject.toml"] * 3,
        ]  # fmt: skip
        assert sorted(repo.suffixed(".txt")) == sorted(names) and repo.suffixed("9.txt", ".rst") == [
            "19.txt",
            "29.txt",
            "9.txt",
        ]
