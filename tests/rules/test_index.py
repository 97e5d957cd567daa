"""The index is made from the rules, and says of each what the rule says of itself."""

from __future__ import annotations

import pytest

from watchlint.rules.catalogue import HOOKS


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.name)
def test_it_says_what_the_rules_say(hook):
    assert [(entry.name, entry.severity, entry.fix, entry.about) for entry in hook.entries] == [
        (rule.name, rule.severity, rule.fix, rule.about) for rule in hook.rules
    ]
    assert {rule.hook for rule in hook.rules} == {hook.name}
