"""Rules, findings and edits as data."""

from __future__ import annotations

from watchlint import __version__
from watchlint.findings import ERROR, WARNING, Edit, Finding, Fix, Rule

RULE = Rule("a-rule", ERROR, "s", "w", "e", {"b": "x"}, {"a": "x"}, "safe", "0.1.0", "x", "check-a")


def test_a_rule_knows_its_page():
    assert RULE.url.endswith(f"/{__version__}/rules/a-rule.html")


def test_a_finding_has_its_rule_s_severity_unless_told():
    assert Finding(RULE, "m").severity == ERROR
    assert Finding(RULE, "m", severity=WARNING).severity == WARNING


def test_the_key_of_a_finding_does_not_depend_on_its_line():
    assert Finding(RULE, "m", path="f", line=1).key == Finding(RULE, "m", path="f", line=9).key
    assert Finding(RULE, "m", path="f", subject="x").key == Finding(RULE, "n", path="f", subject="x").key
    assert Finding(RULE, "m", path="f").key != Finding(RULE, "n", path="f").key
    assert Finding(RULE, "m", path="f").key != Finding(RULE, "m", path="g").key


def test_a_fix_is_safe_unless_told():
    edit = Edit("f", lambda data: data)
    assert Fix("d", [edit]).safe and Fix("d", [edit]).edits == (edit,)
    assert not Fix("d", [edit], safe=False).safe
