"""Where an ordinary work tree begins, found without git: the same that git says, and nothing where it is not ordinary."""

from __future__ import annotations

import os
import subprocess

import pytest

from watchlint.facts.repository import discovery

pytestmark = pytest.mark.skipif(os.name == "nt", reason="git is always asked on Windows")

ASKED = ("", "")


def said_by_git(folder) -> tuple[str, str]:
    words = ["git", "-C", str(folder), "rev-parse", "--absolute-git-dir", "--show-toplevel"]
    done = subprocess.run(words, capture_output=True, text=True)
    return tuple(done.stdout.splitlines()) if done.returncode == 0 else ASKED


@pytest.mark.parametrize("below", ["", "a", "a/b", "a/untracked"])
def test_as_git_says(repository, below):
    tree = repository({"a/b/f": ""}).write({"a/untracked/": ""})
    assert discovery.ordinary(str(tree / below)) == said_by_git(tree / below) != ASKED


def test_of_the_current_folder_and_behind_a_link(repository, monkeypatch, tmp_path):
    tree = repository({"a/f": ""})
    (tmp_path / "link").symlink_to(tree / "a")
    assert discovery.ordinary(str(tmp_path / "link")) == said_by_git(tmp_path / "link") != ASKED
    monkeypatch.chdir(tree / "a")
    assert discovery.ordinary(os.curdir) == said_by_git(os.curdir) != ASKED


def detached(tree):
    tree.git("checkout", "--quiet", "--detach")


def with_a_remote(tree):
    tree.git("remote", "add", "origin", "https://example.org/x.git")


def with_a_file_named_head(tree):
    (tree / "HEAD").write_text("")


@pytest.mark.parametrize("change", [detached, with_a_remote, with_a_file_named_head])
def test_still_ordinary(repository, change):
    tree = repository({"f": ""})
    change(tree)
    assert discovery.ordinary(str(tree)) == said_by_git(tree) != ASKED


def with_another_work_tree(tree):
    tree.git("config", "core.worktree", str(tree.path.parent))


def of_a_new_format(tree):
    tree.git("config", "core.repositoryformatversion", "1")
    tree.git("config", "extensions.worktreeConfig", "true")


def with_included_settings(tree):
    tree.git("config", "include.path", "../settings")


def without_head(tree):
    (tree / ".git/HEAD").unlink()


def without_objects(tree):
    (tree / ".git/objects").rename(tree / ".git/elsewhere")


def with_a_pipe(tree):
    (tree / ".git/config").unlink()
    os.mkfifo(tree / ".git/config")


def behind_a_link(tree):
    (tree / ".git").rename(tree.path.parent / "elsewhere")
    (tree / ".git").symlink_to(tree.path.parent / "elsewhere")


def bare(tree):
    tree.git("config", "core.bare", "true")


CHANGES = [with_another_work_tree, of_a_new_format, with_included_settings, without_head, without_objects, with_a_pipe,
           behind_a_link, bare]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_git_has_to_be_asked(repository, change):
    tree = repository({"f": ""})
    change(tree)
    assert discovery.ordinary(str(tree)) == ASKED


def test_outside_and_inside_git_s_own_folder(repository, folder):
    tree = repository({"f": ""})
    tree.git("clone", "--quiet", "--bare", ".", "nested.git")
    for place in (
        folder({"f": ""}).path,
        tree / ".git",
        tree / ".git/refs",
        tree / "nested.git",
        tree / "nested.git/refs",
    ):
        assert discovery.ordinary(str(place)) == ASKED


def test_linked_work_trees(repository, tmp_path):
    tree = repository({"f": ""})
    tree.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    assert discovery.ordinary(str(tmp_path / "linked")) == ASKED
    assert discovery.ordinary(str(tree)) == said_by_git(tree) != ASKED


@pytest.mark.parametrize("name", ["GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "SUDO_UID"])
def test_variables_that_say_where_to_look(repository, monkeypatch, name):
    tree = repository({"f": ""})
    monkeypatch.setenv(name, "1")
    assert discovery.ordinary(str(tree)) == ASKED


def test_a_folder_of_somebody_else(repository, monkeypatch):
    tree = repository({"f": ""})
    monkeypatch.setattr(os, "geteuid", lambda: os.stat(tree.path).st_uid + 1)
    assert discovery.ordinary(str(tree)) == ASKED
