"""`Repository.verdicts`: what a fresh clone's git would say."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository import programs
from watchlint.facts.repository.git import GitError
from watchlint.facts.repository.ignore import NO_MATCH, Verdict
from watchlint.facts.repository.repository import Repository


def test_an_untracked_nested_file_does_not_count(repository):
    tree = repository({".gitignore": "*.pyc\n", "a/m.py": ""}).write({"a/.gitignore": "!*.pyc\n"})
    assert Repository(str(tree)).verdicts(["a/m.pyc"])["a/m.pyc"] == Verdict(True, ".gitignore", 1, "*.pyc")
    tree.add("a/.gitignore")
    assert Repository(str(tree)).verdicts(["a/m.pyc"])["a/m.pyc"] == Verdict(False, "a/.gitignore", 1, "!*.pyc")


def test_info_exclude_does_not_count(repository):
    tree = repository({"f": ""}).write({".git/info/exclude": "*.pyc\n"})
    assert Repository(str(tree)).verdicts(["m.pyc"])["m.pyc"] == NO_MATCH


def test_a_planned_file_counts(repository):
    repo = Repository(str(repository({".gitignore": "*.log\n", "a/.gitignore": "!*.pyc\n"})))
    planned = repo.overlay({".gitignore": b"*.pyc\n"})
    assert planned.verdicts(["m.pyc"])["m.pyc"].ignored and not planned.verdicts(["a/m.pyc"])["a/m.pyc"].ignored
    assert not repo.verdicts(["m.pyc"])["m.pyc"].ignored


def test_below_the_top_the_files_above_count(repository):
    tree = repository({".gitignore": "*.pyc\n", "sub/f": "", "sub/.gitignore": "*.log\n"})
    repo = Repository(str(tree / "sub"))
    assert repo.verdicts(["m.pyc"])["m.pyc"] == Verdict(True, "../.gitignore", 1, "*.pyc")
    planned = repo.overlay({".gitignore": b"\n"})
    assert planned.verdicts(["m.pyc"])["m.pyc"] == Verdict(True, "../.gitignore", 1, "*.pyc")


def test_behind_a_link(repository):
    if os.name == "nt":
        pytest.skip("making a symbolic link needs a privilege on Windows")
    tree = repository({".gitignore": "*.pyc\n", "real/m.py": ""})
    (tree / "linked").symlink_to("real")
    assert Repository(str(tree)).verdicts(["linked/m.pyc"])["linked/m.pyc"].ignored


@pytest.mark.parametrize(
    ("files", "names", "expected"),
    [
        ({".gitignore": "*.pyc\n__pycache__/\n"}, ["m.pyc", "__pycache__/m.pyc"], True),
        ({".gitignore": "*.pyc\n"}, ["m.pyc", "m.pyo"], False),
        ({".gitignore": "/*.pyc\n"}, ["m.pyc"], False),
        ({".gitignore": "*.pyc\n", "a/.gitignore": "!*.pyc\n"}, ["m.pyc"], False),
        ({".gitignore": "!a\n*.pyc\n"}, ["m.pyc"], False),
        ({"a/.gitignore": "*.pyc\n"}, ["m.pyc"], False),
    ],
)
def test_one_line_of_the_root_for_every_folder(repository, files, names, expected):
    assert Repository(str(repository(files))).root_ignores(names) is expected


def test_what_is_ignored_here_counts_info_exclude(repository):
    tree = repository({".gitignore": "*.pyc\n"}).write({".git/info/exclude": "*.mine\n"})
    repo = Repository(str(tree))
    assert [repo.is_ignored_here(path) for path in ("m.pyc", "a.mine", "a.py")] == [True, True, False]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_git_is_not_let_to_wait_for_a_named_pipe(repository, monkeypatch):
    tree = repository({"a/f": ""})
    os.mkfifo(tree / ".gitignore")
    with pytest.raises(GitError, match="is no regular file, and git would wait for it: remove it"):
        Repository(str(tree))
    os.rename(tree / ".gitignore", tree / "a/.gitignore")
    monkeypatch.setattr(programs._Spawned.finish, "__defaults__", (0.5,))
    monkeypatch.setattr(programs._Piped.finish, "__defaults__", (0.5,))
    with pytest.raises(GitError, match=r"`git ls-files -z` took more than .* seconds: .*WATCHLINT_GIT_SECONDS=600"):
        _ = Repository(str(tree)).files


def test_the_time_git_may_take(monkeypatch):
    for given, seconds in (("600", 600), ("0", 1), ("soon", 60)):
        monkeypatch.setenv("WATCHLINT_GIT_SECONDS", given)
        assert programs._seconds() == seconds
