"""Every hook with its rules."""

from __future__ import annotations

import pytest

from watchlint.rules import catalogue


def test_each_rule_has_one_hook_and_its_module():
    names = [entry.name for hook in catalogue.HOOKS for entry in hook.entries]
    assert len(names) == len(set(names)) > 50
    for hook in catalogue.HOOKS:
        assert all(entry.module.startswith(f"watchlint.rules.{hook.folder}.") for entry in hook.entries)


def test_a_hook_by_its_name():
    assert catalogue.hook("check-gitignore").folder == "gitignore"
    with pytest.raises(KeyError):
        catalogue.hook("check-nothing")
