"""What git says of a folder, with and without the variables of a commit."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.git import Git, GitError


def test_no_repository(folder):
    assert Git.open(str(folder())) is None


def test_git_is_not_installed(repository, monkeypatch):
    tree = repository()
    monkeypatch.setenv("PATH", "")
    assert Git.open(str(tree)) is None


@pytest.mark.parametrize(("below", "prefix"), [("", ""), ("a", "a/"), ("a/b", "a/b/")])
def test_top_and_prefix(repository, below, prefix):
    tree = repository({"a/b/f": ""})
    git = Git.open(str(tree / below))
    assert os.path.samefile(git.top, tree.path) and git.prefix == prefix
    assert os.path.samefile(git.git_dir, tree / ".git")


def test_a_bare_repository_is_refused(repository):
    tree = repository()
    tree.git("clone", "--quiet", "--bare", ".", "../bare.git")
    with pytest.raises(GitError, match="is a bare repository: check a clone with a work tree"):
        Git.open(str(tree.path.parent / "bare.git"))


def test_a_damaged_repository_is_refused(repository):
    tree = repository()
    (tree / ".git" / "HEAD").unlink()
    with pytest.raises(GitError, match="git cannot read it"):
        Git.open(str(tree))


def test_a_link_to_a_repository_that_is_not_here(folder):
    """A linked work tree copied into a container: its .git names a folder that is elsewhere."""
    assert Git.open(str(folder({".git": "gitdir: /gone/.git/worktrees/x\n"}))) is None


def test_a_submodule_and_a_worktree_are_repositories(repository, tmp_path):
    tree = repository({"f": ""})
    tree.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    git = Git.open(str(tmp_path / "linked"))
    assert os.path.samefile(git.top, tmp_path / "linked") and "worktrees" in git.git_dir


def test_run_raises_git_s_own_reason(repository):
    with pytest.raises(GitError, match="^Not a valid object name nonsense$"):
        Git.open(str(repository())).run("ls-tree", "nonsense")


def test_run_takes_nothing_matched_for_an_answer(repository):
    assert Git.open(str(repository())).run("check-ignore", "-z", "--stdin", stdin=b"x\0") == b""


def test_the_variables_of_the_commit_reach_its_own_repository_only(repository, monkeypatch):
    here, there = repository(name="here"), repository(name="there")
    monkeypatch.chdir(here.path)
    for name, value in {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index.lock", "GIT_PREFIX": "x/"}.items():
        monkeypatch.setenv(name, value)
    own = Git.open(str(here)).environment
    assert own["GIT_INDEX_FILE"] == ".git/index.lock" and os.path.samefile(own["GIT_DIR"], here / ".git")
    assert os.path.samefile(own["GIT_WORK_TREE"], here.path)
    assert not any(name in Git.open(str(there)).environment for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"))


def test_without_git_dir_the_current_folder_tells_whose_commit_it_is(repository, monkeypatch):
    here, there = repository(name="here"), repository(name="there")
    monkeypatch.chdir(here.path)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index.lock")
    assert "GIT_INDEX_FILE" in Git.open(str(here)).environment
    assert "GIT_INDEX_FILE" not in Git.open(str(there)).environment


@pytest.mark.parametrize(
    ("index", "temporary"),
    [
        (None, False), (".git/index", False), ("{git}/index", False), (".git/index.lock", True),
        ("{git}/index.lock", True), ("{git}/next-index-42.lock", True),
    ],
)  # fmt: skip
def test_a_temporary_index(repository, monkeypatch, index, temporary):
    tree = repository({"a/f": ""})
    monkeypatch.chdir(tree.path)
    if index:
        monkeypatch.setenv("GIT_INDEX_FILE", index.format(git=tree / ".git"))
    assert Git.open(str(tree)).index_is_temporary is temporary
    assert Git.open(str(tree / "a")).index_is_temporary is temporary


def test_the_index_of_a_worktree_is_its_own(repository, tmp_path, monkeypatch):
    tree = repository({"f": ""})
    tree.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    monkeypatch.chdir(tmp_path / "linked")
    monkeypatch.setenv("GIT_DIR", str(tree / ".git/worktrees/linked"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tree / ".git/worktrees/linked/index"))
    assert not Git.open(str(tmp_path / "linked")).index_is_temporary


def test_a_folder_whose_name_holds_a_newline(repository):
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    tree = repository({"f": ""}, name="a\nb")
    git = Git.open(str(tree))
    assert os.path.samefile(git.top, tree.path) and git.prefix == ""
