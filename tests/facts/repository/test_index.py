"""The index is written, and nothing that the repository names is run for it."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository import index
from watchlint.facts.repository.git import Git, GitError, GitTooOld


@pytest.mark.skipif(os.name == "nt", reason="what is planted is a shell script")
@pytest.mark.parametrize("name", ["trap", "trap x", "trap=x"])
def test_nothing_of_the_repository_is_run(repository, tmp_path, monkeypatch, name):
    """A `git` inside it that PATH leads to, its filters and its hooks; the index is written all the same."""
    marker = tmp_path / "started"
    tree = repository({"a": "", "b": "", ".gitattributes": f"* filter={name}\n"})
    for path in ("bin/git", "bin/planted", ".githooks/post-index-change"):
        tree.write({path: f"#!/bin/sh\necho $0 >> {marker}\nexit 1\n"})
        (tree / path).chmod(0o755)
    config = f'[filter "{name}"]\n clean = {tree / "bin/planted"}\n required = true\n[core]\n hooksPath = .githooks\n'
    with open(tree / ".git/config", "a", encoding="utf-8") as file:
        file.write(config + f" fsmonitor = {tree / 'bin/planted'}\n")
    monkeypatch.setenv("PATH", os.pathsep.join([str(tree / "bin"), "bin", "", os.environ["PATH"]]))
    monkeypatch.chdir(tree.path)
    (tree / "b").unlink()
    os.utime(tree / "a", (1, 1))
    git = Git.open(str(tree))
    assert git.run("ls-files", "-z", "--deleted") == b"b\0"
    try:
        index.write(git, "update-index", "--force-remove", "-z", "--stdin", stdin=b"b\0")
    except GitTooOld:
        assert "=" in name and index._release(git) < (2, 31)
    else:
        assert git.run("ls-files", "-z") == b".gitattributes\0a\0"
    assert not marker.exists()
    monkeypatch.setenv("PATH", str(tree / "bin"))
    assert Git.open(str(tree)) is None


def test_a_filter_that_an_older_git_can_not_be_kept_from_is_said(repository, monkeypatch):
    tree = repository({"a": ""})
    with open(tree / ".git/config", "a", encoding="utf-8") as file:
        file.write('[filter "x=y"]\n clean = false\n')
    git = Git.open(str(tree))
    monkeypatch.setattr(index, "_release", lambda git: (2, 30))
    with pytest.raises(GitTooOld, match="filter.x=y of .git/config has `=` in its name"):
        index.write(git, "update-index", "--force-remove", "-z", "--stdin", stdin=b"a\0")
    assert git.run("ls-files", "-z") == b"a\0"


def test_a_lock_that_stays_is_said_with_its_name(repository, monkeypatch):
    tree = repository({"a": ""}).write({".git/index.lock": ""})
    monkeypatch.setattr(index, "_WAITS", (0.01,))
    with pytest.raises(GitError, match=r"index\.lock"):
        index.write(Git.open(str(tree)), "update-index", "--force-remove", "-z", "--stdin", stdin=b"a\0")
