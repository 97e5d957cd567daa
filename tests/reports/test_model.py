"""What a run found, as every format has it."""

from __future__ import annotations

import json

import pytest

from watchlint.findings import ERROR, INFO, WARNING, Finding, Rule
from watchlint.reports.model import CHECKED, FAILED, Problem, Report, Root, View, as_json, full_path, well_formed


def finding(severity=ERROR, name="a", path="f", line=None, column=None, root=None, applied=False) -> Finding:
    rule = Rule(name, severity, "s", "w", "e", {}, {}, "none", "0.1.0", "x", "check-a")
    found = Finding(rule, "m", path, line, column)
    found.root, found.applied = root, applied
    return found


def report(*findings: Finding) -> Report:
    made = Report()
    made.findings = list(findings)
    return made


def test_notes_are_shown_where_they_were_asked_for():
    note, fixed, error = finding(INFO), finding(INFO, applied=True), finding()
    made = report(note, fixed, error)
    assert made.shown(View()) == [fixed, error] and made.open(View()) == [error]
    assert made.shown(View(notes=True)) == [note, fixed, error] and made.open(View(notes=True)) == [note, error]
    made.asked_for = {"a"}
    assert made.shown(View()) == [note, fixed, error]
    assert made.annotated == [error]


def test_counts_are_of_what_still_stands():
    made = report(finding(), finding(applied=True), finding(WARNING), finding(INFO), finding(INFO))
    assert (made.errors, made.warnings, made.infos, made.fixed) == (1, 1, 2, 1)


def test_the_order():
    """Roots as they were given; the file with the worst first; in a file the worst first, then by place."""
    order = [
        finding(root="b", path="z", line=9),
        finding(INFO, root="b", path="z", line=1),
        finding(WARNING, root="b", path="a"),
        finding(ERROR, root="a", path="c", line=1, column=1),
        finding(ERROR, root="a", path="c", line=1, column=2),
        finding(ERROR, name="b", root="a", path="c", line=1, column=2),
        finding(ERROR, root="a", path="d"),
    ]
    made = report(order[0], *reversed(order[1:]))
    made.sort()
    assert made.findings == order


def test_what_was_not_checked():
    made = report()
    made.roots = [Root("a", CHECKED, None, 0, 0.0), Root("b", FAILED, "no such folder", 2, 0.0)]
    made.problems = [Problem("f", 1, "is no TOML"), Problem("g", None, "is large", fails=False)]
    assert made.failures == [Problem("b", None, "no such folder"), Problem("f", 1, "is no TOML")]


@pytest.mark.parametrize(
    ("root", "path", "other", "wanted"),
    [(None, "a/b", None, "a/b"), ("r/", "a", None, "r/a"), ("../r", "a", "b", "../r/b"), (".", "a", None, "a"), ("r", None, None, None)],
)  # fmt: skip
def test_full_path(root, path, other, wanted):
    assert full_path(finding(path=path, root=root), other) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("café", "café"), ("caf\udce9", "caf\\xe9"), ("\ud800x", "\\ud800x"), ("\U0001f600", "\U0001f600")],
)
def test_well_formed(text, wanted):
    assert well_formed(text) == wanted
    well_formed(text).encode()


@pytest.mark.parametrize("said", ["##[error]x", "##vso[task]x", "é", "a # [b]"])
def test_json_is_no_command_for_a_ci_service(said):
    text = as_json({"a": said})
    assert json.loads(text) == {"a": said} and "##[" not in text and "##vso[" not in text and text.endswith("}\n")
