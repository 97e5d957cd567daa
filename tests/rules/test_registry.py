"""A hook imports a rule's module when the rule may have something to say, and not before."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.catalogue import hook
from watchlint.rules.registry import Entry, Hook
from watchlint.settings import Settings


@pytest.fixture
def plugged(monkeypatch):
    """A hook of a plugin with two rules, and which of them were asked."""
    asked: list[str] = []
    for name in ("one", "two"):
        module = ModuleType(f"plugged_{name}")
        module.detect = lambda repository, settings, name=name: asked.append(name) or [f"found {name}"]
        monkeypatch.setitem(sys.modules, module.__name__, module)
    entries = tuple(Entry(name, "error", "none", f"plugged_{name}") for name in ("one", "two"))
    return Hook("check-mine", "mine", "", entries), asked


@pytest.mark.parametrize("wanted", [[], ["two"], ["one", "two"]])
def test_only_what_is_wanted_is_asked(plugged, tmp_path, wanted):
    mine, asked = plugged
    assert list(mine.findings(Repository(str(tmp_path)), Settings(), wanted)) == [f"found {name}" for name in wanted]
    assert asked == wanted


def test_a_folder_says_which_of_its_rules_are_concerned(repository):
    launch = hook("check-launch-files")
    names = [entry.name for entry in launch.entries]
    assert list(launch.findings(Repository(str(repository({"README.md": ""}))), Settings(), names)) == []


def test_who_looks_at_untracked_files():
    assert hook("check-gitignore").asks_for_untracked and not hook("check-compiled-files").asks_for_untracked
