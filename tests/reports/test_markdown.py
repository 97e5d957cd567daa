"""The report as Markdown."""

from __future__ import annotations

import pytest

from watchlint.findings import ERROR, INFO, Finding, Fix, Rule
from watchlint.reports import markdown
from watchlint.reports.model import Problem, Report, View

RULE = Rule("a-rule", ERROR, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")


def render(*findings: Finding, **more) -> str:
    made = Report()
    made.findings = list(findings)
    for name, value in more.items():
        setattr(made, name, value)
    return markdown.render(made, View())


def test_a_table():
    finding = Finding(RULE, "`x` is a | b", "f", 3, 7, help="Do this.", fix=Fix("d", []))
    assert render(finding) == (
        "**watchlint**: 1 error, 0 warnings, 0 fixed, 0 suppressed\n\n"
        "| | where | rule | what |\n| --- | --- | --- | --- |\n"
        f"| error | `f:3:7` | [a-rule]({RULE.url}) | `x` is a \\| b<br>Do this. |\n\n"
        "1 fixable with --fix\n"
    )


def test_nothing_found_is_one_line():
    assert render() == "**watchlint**: 0 errors, 0 warnings, 0 fixed, 0 suppressed\n"
    assert "| note |" not in render(Finding(RULE, "m", severity=INFO))


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("<b>", "&lt;b>"),
        ("a*b_c", "a\\*b\\_c"),
        ("[x](y)", "\\[x](y)"),
        ("`<b>*`", "`<b>*`"),
        ("a\\b", "a\\\\b"),
        ("a|b", "a\\|b"),
    ],
)
def test_words_stay_words(words, cell):
    assert f"| {cell} |\n" in render(Finding(RULE, words, "f"))


@pytest.mark.parametrize(
    ("path", "code"), [("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a|b", "`a\\|b`"), ("a\nb", "`a\\nb`")]
)
def test_a_path_is_code(path, code):
    assert f"| error | {code} |" in render(Finding(RULE, "m", path))


def test_many_rows_are_cut():
    text = render(*(Finding(RULE, "m", f"f{n}") for n in range(markdown.MOST + 5)))
    assert "| | | | and 5 more |" in text and text.count("| error |") == markdown.MOST


def test_what_could_not_be_read_is_named():
    assert "`f`: is a folder\n" in render(problems=[Problem("f", None, "is a folder")])
