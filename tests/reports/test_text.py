"""The report a person reads."""

from __future__ import annotations

import pytest

from watchlint.findings import ERROR, INFO, WARNING, Edit, Finding, Fix, Rule
from watchlint.reports import text as format_
from watchlint.reports.model import Refused, Report, View
from watchlint.reports.terminal import printable, wants_colour


def render(made: Report, **view) -> str:
    return format_.render(made, View(**view))


def rule(severity: str, name: str = "a-rule") -> Rule:
    return Rule(name, severity, "s", "w", "e", {"b": "x"}, {"a": "x"}, "safe", "0.1.0", "x", "check-a")


SAFE = Fix("mend it", [Edit("f", lambda data: data)])
UNSAFE = Fix("change how it runs", [Edit("f", lambda data: data)], safe=False)


def report(*findings, **more) -> Report:
    made = Report()
    made.findings = list(findings)
    for name, value in more.items():
        setattr(made, name, value)
    made.sort()
    return made


def test_nothing_found():
    assert render(report()) == "0 errors, 0 warnings, 0 fixed, 0 suppressed\n"
    assert render(report(), quiet=True) == ""


def test_a_finding():
    text = render(
        report(Finding(rule(ERROR), "is wrong", path="f", line=3, column=7, help="Do this.\nOr that.", fix=SAFE))
    )
    assert text == (
        "f:3:7: error a-rule: is wrong\n"
        "    Do this.\n"
        "    Or that.\n"
        "    --fix: mend it\n"
        "1 fixable with --fix\n"
        "1 error, 0 warnings, 0 fixed, 0 suppressed\n"
    )


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (Finding(rule(ERROR), "m"), ".: "),
        (Finding(rule(ERROR), "m", path="a/b"), "a/b: "),
        (Finding(rule(ERROR), "m", path="a/b", line=3), "a/b:3: "),
        (Finding(rule(ERROR), "m", path="a\nb\x1b[31m"), "a\\nb\\x1b[31m: "),
        (Finding(rule(ERROR), "m", path="café"), "café: "),
    ],
)
def test_the_place(finding, place):
    assert render(report(finding)).startswith(place)


def test_a_root_is_put_before_the_path():
    finding = Finding(rule(ERROR), "m", path="f")
    finding.root = "one/"
    assert render(report(finding)).startswith("one/f: error")


def test_fixed():
    finding = Finding(rule(ERROR), "is wrong", path="f", fix=SAFE)
    finding.applied = True
    assert render(report(finding, next_command="git commit")) == (
        "f: fixed a-rule: mend it\n0 errors, 0 warnings, 1 fixed, 0 suppressed\ngit commit\n"
    )


def test_refused():
    text = render(report(refused=[Refused("f", rule(ERROR), "is read-only"), Refused("g", None, "is odd")]))
    assert text.startswith("f: not fixed a-rule: is read-only\ng: not fixed: is odd\n")


def test_an_unsafe_fix_names_its_flag():
    text = render(
        report(Finding(rule(ERROR), "m", path="f", fix=UNSAFE), Finding(rule(ERROR), "n", path="f", fix=SAFE))
    )
    assert "    --fix --unsafe-fixes: change how it runs\n" in text
    assert "1 fixable with --fix, 1 more with --fix --unsafe-fixes\n" in text


def test_quiet_shows_errors_only():
    findings = [Finding(rule(severity), severity, path=severity) for severity in (ERROR, WARNING, INFO)]
    assert "warning:" not in render(report(*findings), quiet=True) and "error: " in render(
        report(*findings), quiet=True
    )
    assert "warning: warning a-rule" in render(report(*findings), quiet=True, strict=True)
    assert "info: info" not in render(report(*findings), quiet=True, strict=True)


def test_sorted_by_place():
    rows = [("b", 1), ("a", 10), ("a", 9), (None, None)]
    text = render(report(*(Finding(rule(ERROR), "m", path=path, line=line) for path, line in rows)))
    assert [line.split(" ")[0] for line in text.splitlines()[:4]] == [".:", "a:9:", "a:10:", "b:1:"]


def test_the_first_line_is_flush_left():
    assert not render(report(Finding(rule(ERROR), " m", help="x"))).startswith(" ")


def test_colour_changes_no_word():
    import re

    made = report(Finding(rule(ERROR), "m", path="f", help="h", fix=SAFE), Finding(rule(WARNING), "m", path="g"))
    assert re.sub("\x1b\\[[0-9;]*m", "", render(made, colour=True)) == render(made)
    assert "\x1b[" in render(made, colour=True)


@pytest.mark.parametrize(
    ("choice", "env", "tty", "expected"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"TERM": "dumb"}, True, False),
    ],
)
def test_wants_colour(monkeypatch, choice, env, tty, expected):
    class Stream:
        def isatty(self):
            return tty

    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(choice, Stream()) is expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a b", "a b"),
        ("é", "é"),
        ("a\tb", "a\\tb"),
        ("\x9b1m", "\\x9b1m"),
        ("\u202e", "\\u202e"),
        ("caf\udce9", "caf\udce9"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown
