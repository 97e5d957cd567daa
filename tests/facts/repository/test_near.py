"""The look near the root: enough, and not too much."""

from __future__ import annotations

import os

from watchlint.facts.repository import near


def files(tree) -> list[str]:
    return near.NearRepository(str(tree)).files


def test_what_is_seen_and_what_is_not(folder):
    seen = {"Procfile": "", "a/run.sh": "", "a/b/c/d/e/deep.sh": "", ".devcontainer/devcontainer.json": ""}
    unseen = {
        "a/b/c/d/e/f/too-deep.sh": "", "node_modules/x/run.sh": "", ".git/hooks/run.sh": "", "env/pyvenv.cfg": "",
        "env/bin/streamlit": "", "a/__pycache__/x.sh": "",
    }  # fmt: skip
    assert sorted(files(folder({**seen, **unseen}))) == sorted(seen)


def test_it_ends(folder, monkeypatch):
    tree = folder({f"{number:03}/run.sh": "" for number in range(50)})
    monkeypatch.setattr(near, "FOLDERS", 11)
    assert files(tree) == [f"{number:03}/run.sh" for number in range(10)]


def test_links_are_not_followed(folder):
    tree = folder({"a/run.sh": ""})
    (tree / "a/loop").symlink_to("..")
    assert files(tree) == ["a/loop", "a/run.sh"]
    assert near.NearRepository(str(tree)).read_or_note("a/loop") is None


def test_top(folder):
    tree = folder({"a/b/x": "", ".git": "gitdir: elsewhere\n"})
    assert near.top(str(tree / "a/b")) == os.path.realpath(tree.path)
