"""Every rule keeps what a rule promises: evidence, a page, a test, three kinds of fixtures, and an example that is true."""

from __future__ import annotations

import pytest

from tests import spelling
from tests.test_fixtures import FIXTURES, PROJECT, machine
from watchlint.facts.repository.repository import Repository
from watchlint.findings import INFO, Finding
from watchlint.rules.catalogue import HOOKS
from watchlint.rules.registry import Entry, Hook
from watchlint.settings import load

__all__ = ["machine"]

# Rules that are not in their final form yet. Remove a rule's line when it passes; add none.
TODO = set(
    """
""".split()
)

RULES = [(hook, entry) for hook in HOOKS for entry in hook.entries]
DONE = [pytest.param(hook, entry, id=entry.name) for hook, entry in RULES if entry.name not in TODO]


def test_only_rules_are_exempt():
    assert TODO <= {entry.name for _, entry in RULES}


@pytest.mark.parametrize(("hook", "entry"), DONE)
def test_it_says_where_it_was_seen_and_where_it_comes_from(hook: Hook, entry: Entry):
    rule = next(rule for rule in hook.rules if rule.name == entry.name)
    for text in (rule.summary, rule.why, rule.evidence, rule.source):
        assert text.strip() and "to be measured" not in text.lower() and "todo" not in text.lower()
    assert (PROJECT / "docs" / "rules" / f"{rule.name}.md").is_file()


@pytest.mark.parametrize(("hook", "entry"), DONE)
def test_it_has_a_test_at_its_place(hook: Hook, entry: Entry):
    *folders, name = entry.module.removeprefix("watchlint.").split(".")
    assert PROJECT.joinpath("tests", *folders, f"test_{name}.py").is_file()


@pytest.mark.parametrize(("hook", "entry"), DONE)
def test_it_has_broken_fixed_and_clean_fixtures(hook: Hook, entry: Entry):
    for kind in ("broken", "fixed", "clean"):
        assert list((FIXTURES / entry.name).glob(f"{kind}/*/*")), f"fixtures/{entry.name}/{kind}/ has no case"


@pytest.mark.parametrize(("hook", "entry"), DONE)
def test_before_raises_it_and_nothing_else_and_after_nothing(repository, machine, hook: Hook, entry: Entry):
    rule = next(rule for rule in hook.rules if rule.name == entry.name)
    before = found(spelling.lay(repository, rule.before, name="before"), hook, entry)
    assert rule.name in {finding.rule.name for finding in before}, "before does not raise it"
    assert serious(before) <= {rule.name}
    after = found(spelling.lay(repository, rule.after, name="after"), hook, entry)
    assert rule.name not in {finding.rule.name for finding in after}
    assert serious(after) == set()


def found(tree, own: Hook, entry: Entry) -> list[Finding]:
    """What `watchlint check` says of a repository, and what the rule says in its own hook, called by its name: some look
    closer there."""
    repository = Repository(str(tree))
    settings = load(repository)
    names = [each.name for _, each in RULES]
    all_of_them = [finding for hook in HOOKS for finding in hook.findings(repository, settings, names)]
    settings.called_alone = own.name
    return [*all_of_them, *own.findings(Repository(str(tree)), settings, [entry.name])]


def serious(findings: list[Finding]) -> set[str]:
    """The rules of errors and warnings. A note of another rule may stand beside: it is advice on what a repository this small
    lacks, and never the same cause."""
    return {finding.rule.name for finding in findings if finding.severity != INFO}
