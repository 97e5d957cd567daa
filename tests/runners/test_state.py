"""The comparison itself: every planted loss is seen, and nothing where nothing was lost."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.runners import state

PLANTED: dict[str, tuple[Callable, str]] = {
    "bytes": (lambda t: t.write({"f": "other\n"}), "f has other bytes"),
    "a newline": (lambda t: t.write({"f": "one\r\ntwo"}), "f has other bytes"),
    "a file": (lambda t: (t / "untracked").unlink(), "untracked is gone from the work tree"),
    "an ignored file": (lambda t: t.write({"x.log": ""}), "x.log has other bytes"),
    "a mode": (lambda t: (t / "f").chmod(0o755), "f was a file with mode 644 and is a file with mode 755"),
    "a link": (lambda t: ((t / "l").unlink(), t.write({"l": "one\ntwo"})), "l was a link"),
    "a link's target": (lambda t: ((t / "l").unlink(), (t / "l").symlink_to("g")), "l has other bytes"),
    "a new file": (lambda t: t.write({"d/new": ""}), "d is new"),
    "a staged edit": (lambda t: t.git("reset", "-q", "g"), "g is otherwise in the index"),
    "an edit staged": (lambda t: t.git("add", "h"), "h is otherwise in the index"),
    "an entry": (lambda t: t.git("rm", "-q", "--cached", "f"), "f is gone from the index"),
    "a new entry": (lambda t: t.git("add", "untracked"), "untracked is new in the index"),
    "an intent to add": (lambda t: t.git("rm", "-q", "--cached", "later"), "later is gone from the index"),
    "a mode in the index": (lambda t: t.git("update-index", "--chmod=+x", "f"), "f is otherwise in the index"),
    "a lock": (lambda t: t.write({".git/index.lock": ""}), "a lock is left: index.lock"),
    "a temporary": (lambda t: t.write({"d/.#f.12~": ""}), "a temporary file is left: d/.#f.12~"),
    "a stash": (
        lambda t: (t.git("rm", "-q", "--cached", "later"), t.git("stash", "push", "-q", "h")),
        "the stash is otherwise",
    ),
}


@pytest.fixture
def tree(repository):
    tree = repository({"f": "one\ntwo", "g": "", "h": "", ".gitignore": "*.log\n"})
    (tree / "l").symlink_to("f")
    tree.add().commit()
    tree.write({"g": "staged\n"}).add("g").write({"h": "unstaged\n", "untracked": "", "x.log": "ignored", "later": ""})
    tree.git("add", "--intent-to-add", "later")
    return tree


def test_nothing_is_lost_where_nothing_changes(tree):
    before = state.of(tree.path)
    tree.git("status")
    assert state.losses(before, state.of(tree.path)) == []


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_loss_is_seen(tree, what):
    if what in ("a mode", "a link's target", "a link") and os.name == "nt":
        pytest.skip("modes and links of POSIX")
    before = state.of(tree.path)
    PLANTED[what][0](tree)
    assert any(PLANTED[what][1] in line for line in state.losses(before, state.of(tree.path)))


def test_what_a_fix_is_about_may_change(tree):
    before = state.of(tree.path)
    tree.write({"f": "fixed\n", "d/made": ""}).git("rm", "-q", "--cached", "g", "--force")
    assert state.losses(before, state.of(tree.path), may_change=["f", "d/made"], may_untrack=["g"]) == []
