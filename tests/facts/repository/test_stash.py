"""Which of the patches in a runner's store is about us."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from watchlint.facts.repository import stash
from watchlint.facts.repository.git import Git

STORES = {"PRE_COMMIT_HOME": "patch{seconds}-{pid}", "PREK_HOME": "patches/{seconds}123-{pid}.patch"}


@pytest.fixture(params=STORES)
def store(request, repository, monkeypatch, tmp_path):
    """A tree whose unstaged edits are in a runner's patch: store(files, root, age, pid) -> what is taken for put aside."""

    def call(edited, root="", age=0, pid=None, elsewhere=None):
        tree = repository({**dict.fromkeys(edited, "old\n"), "other": "old\n"})
        tree.write(dict.fromkeys(edited, "old\nunstaged\n"))
        patch = subprocess.run(["git", "diff", "--binary"], cwd=tree.path, capture_output=True, check=True).stdout
        tree.git("checkout", "--", ".")
        name = STORES[request.param].format(seconds=int(time.time() - age), pid=pid or os.getppid())
        stored = tmp_path / "store" / name
        stored.parent.mkdir(parents=True)
        stored.write_bytes(patch)
        monkeypatch.setenv("PRE_COMMIT", "1")
        monkeypatch.setenv(request.param, str(tmp_path / "store"))
        if elsewhere:
            tree = repository(elsewhere, name="elsewhere")
        return stash.paths(Git.open(str(tree / root)))

    return call


NAMES = ["f", "d/e f", "café/Dockerfile", 'a"b', "back\\slash", "tab\there", "new\nline", "a b/c b/d", "é\x7f"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_every_name_is_read(store, name):
    assert store([name]) == {name}


def test_below_a_root_the_names_are_its_own(store):
    assert store(["web/Dockerfile", "api/Dockerfile"], root="web") == {"Dockerfile"}


@pytest.mark.parametrize("given", [{"age": 400 * 24 * 3600}, {"pid": 1}, {"pid": 4194305}])
def test_the_patch_of_another_process_is_not_ours(store, given):
    """An old one whose process number has come again; one of a process that is not above us."""
    assert store(["f"], **given) == frozenset()


def test_the_patch_of_another_repository_is_not_ours(store):
    assert store(["f"], elsewhere={"f": "another\n"}) == frozenset()


def test_nothing_is_looked_for_outside_a_runner(store, monkeypatch, repository):
    assert store(["f"]) == {"f"}
    monkeypatch.delenv("PRE_COMMIT")
    assert stash.paths(Git.open(str(repository(name="x")))) == frozenset() == stash.paths(None)


def test_a_file_of_which_only_the_mode_was_changed():
    patch = b"diff --git a/x b/x\nold mode 100644\nnew mode 100755\ndiff --git a/y b/y\nindex 12ab..34cd 100644\n"
    assert list(stash._changes(patch)) == [(b"x", b""), (b"y", b"12ab")]


def test_a_patch_that_is_gone_holds_nothing(tmp_path):
    assert stash._read(str(tmp_path / "gone")) == b""
