"""The folders of the project, and whether the kernel gives each of them a watch."""

from __future__ import annotations

import errno
import sys

import pytest

from tests.conftest import needs_links
from watchlint.doctor.seeing import trial as trials
from watchlint.doctor.seeing.trial import folders, trial


@needs_links
def test_folders(folder):
    tree = folder({"a/b/": "", "c/": "", "d.py": ""})
    (tree / "link").symlink_to(tree / "a")
    assert sorted(folders(str(tree))) == sorted(map(str, (tree.path, tree / "a", tree / "a/b", tree / "c")))


def test_only_so_many(folder):
    tree = folder({f"{n}/": "" for n in range(9)})
    assert len(list(folders(str(tree), 4))) == 4


def test_a_folder_that_is_gone_has_nothing_below(tmp_path):
    assert list(folders(str(tmp_path / "gone"))) == [str(tmp_path / "gone")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")
def test_each_folder_is_tried(folder):
    tree = folder({"a/b/": "", "c/": ""})
    found = trial(str(tree))
    assert found["folders"] == 4
    assert found["added"] == 4 if found["fits"] else found["errno"] in (errno.ENOSPC, errno.EMFILE)


def test_where_it_ends_early_all_are_counted(folder, monkeypatch):
    tree = folder({"a/b/": "", "c/": ""})

    def full(paths):
        next(paths)
        return trials.inotify.TrialResult(0, str(tree), errno.ENOSPC, 0, 0)

    monkeypatch.setattr(trials.inotify, "trial", full)
    found = trial(str(tree))
    assert (found["folders"], found["added"], found["fits"]) == (4, 0, False)
