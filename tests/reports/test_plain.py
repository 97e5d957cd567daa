"""The form for pipes and files: lines that a program can take apart."""

from __future__ import annotations

import pytest

from watchlint.findings import ERROR, INFO, WARNING, Edit, Finding, Fix, Rule
from watchlint.reports.model import Refused, Report, View
from watchlint.reports.plain import plain, shown_as, statistics, wanted

FIX = Fix("write it", [Edit("f", lambda data: data)])


def finding(severity: str, name: str = "a-rule", fix: str = "none", **more) -> Finding:
    return Finding(
        Rule(name, severity, "s", "w", "e", {}, {}, fix, "0.1.0", "x", "check-a"), "is wrong", "f", 3, **more
    )


def report(*findings: Finding) -> Report:
    made = Report()
    made.findings = list(findings)
    return made


def test_without_remedies_a_finding_is_one_line():
    made = report(finding(ERROR, help="Do this.", fix=None), finding(INFO))
    assert plain(made, View(notes=True), remedies=False) == (
        "f:3: error a-rule: is wrong\nf:3: note a-rule: is wrong\n1 error, 0 warnings, 0 fixed, 0 suppressed, 1 note\n"
    )


@pytest.mark.parametrize(
    ("severity", "view", "shown"),
    [
        (ERROR, View(quiet=True), True), (WARNING, View(quiet=True), False), (WARNING, View(quiet=True, strict=True), True),
        (INFO, View(quiet=True, strict=True, notes=True), False), (INFO, View(), False), (INFO, View(notes=True), True),
    ],
)  # fmt: skip
def test_what_is_wanted(severity, view, shown):
    one = finding(severity)
    assert wanted(report(one), view) == ([one] if shown else [])


def test_what_was_fixed_is_shown_with_quiet_too():
    one = finding(WARNING)
    one.applied = True
    assert wanted(report(one), View(quiet=True)) == [one]


def test_statistics_the_most_frequent_first():
    rules = [("b", ERROR, "safe")] * 2 + [("a", WARNING, "none")] * 2 + [("c", ERROR, "unsafe")] * 11
    made = report(*(finding(severity, name, fix) for name, severity, fix in rules))
    assert statistics(made, View()) == ["11  error    c  (unsafe fix)", " 2  warning  a", " 2  error    b  (safe fix)"]
    assert plain(made, View(statistics=True)).startswith("11  error    c")
    assert statistics(report(), View()) == []


def test_verbose_shows_what_was_suppressed_and_where_a_rule_is_explained():
    made = report(finding(ERROR))
    made.suppressed = [finding(WARNING, "b-rule")]
    said = plain(made, View(verbose=True)).splitlines()
    assert said[1].endswith("/rules/a-rule.html") and "f:3: suppressed b-rule: is wrong" in said


def test_what_comes_last():
    one = finding(ERROR)
    one.fix = FIX
    made = report(one)
    made.next_command, made.next_words = "git add -- f", "then repeat your commit"
    made.refused = [Refused("g\nh", None, "is odd")]
    assert plain(made, View()).splitlines()[2:] == [
        "g\\nh: not fixed: is odd", "1 error, 0 warnings, 0 fixed, 0 suppressed", "git add -- f", "then repeat your commit",
    ]  # fmt: skip


def test_a_note_is_called_so():
    assert [shown_as(one) for one in (ERROR, WARNING, INFO)] == ["error", "warning", "note"]
