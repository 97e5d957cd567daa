"""The report on a terminal."""

from __future__ import annotations

import re

import pytest

from watchlint.findings import ERROR, INFO, WARNING, Finding, Fix, Rule
from watchlint.reports import full
from watchlint.reports.model import Refused, Report, Root, View


def rule(severity: str = ERROR, name: str = "a-rule") -> Rule:
    return Rule(name, severity, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")


def report(*findings: Finding, data: bytes | None = None, **more) -> Report:
    made = Report()
    made.findings = list(findings)
    made.read = lambda finding: data
    for name, value in more.items():
        setattr(made, name, value)
    made.sort()
    return made


def render(made: Report, **view) -> str:
    return full.render(made, View(terminal=True, **{"width": 60, **view}))


def test_a_finding():
    finding = Finding(
        rule(), "x is no option of Streamlit: it warns and ignores it, as it does each", "f.toml", 2, 1, 2, 2,
        help="Take it out.\nOr leave it in.", fix=Fix("remove x", []),
    )  # fmt: skip
    assert render(report(finding, data=b"[server]\nx = 1\n")) == (
        "f.toml:2:1: error a-rule\n"
        "  x is no option of Streamlit: it warns and ignores it, as\n"
        "  it does each\n"
        "    |\n"
        "  1 | [server]\n"
        "  2 | x = 1\n"
        "    | ^\n"
        "    |\n"
        "  help: Take it out.\n"
        "        Or leave it in.\n"
        "  fix:  remove x (--fix)\n"
        "\n"
        "1 error, 0 warnings, 0 fixed, 0 suppressed\n"
        "1 fixable with --fix\n"
    )


def test_errors_come_first_and_notes_only_where_asked_for():
    found = [
        Finding(rule(INFO, "n"), "m", "a"),
        Finding(rule(WARNING, "w"), "m", "b"),
        Finding(rule(ERROR, "e"), "m", "c"),
    ]
    assert re.findall("^.: .*", render(report(*found)), re.M) == ["c: error e", "b: warning w"]
    assert re.findall("^.: .*", render(report(*found), notes=True), re.M) == ["c: error e", "b: warning w", "a: note n"]
    assert re.findall("^.: .*", render(report(*found), quiet=True), re.M) == ["c: error e"]
    assert "a: note n" in render(report(*found, asked_for={"n"}))


def test_a_healthy_repository_is_one_line():
    assert render(report()) == "0 errors, 0 warnings, 0 fixed, 0 suppressed\n"
    assert (
        render(report(Finding(rule(INFO), "m", "f")))
        == "0 errors, 0 warnings, 0 fixed, 0 suppressed, 1 note (--notes shows it)\n"
    )
    assert render(report(), quiet=True) == ""


def test_fixed_refused_and_next():
    finding = Finding(rule(), "m", "f", fix=Fix("add it", []))
    finding.applied = True
    made = report(finding, refused=[Refused("g", rule(), "is read-only")], next_command="git add -- f")
    assert render(made) == (
        "f: fixed a-rule: add it\n\n"
        "g: not fixed a-rule: is read-only\n\n"
        "0 errors, 0 warnings, 1 fixed, 0 suppressed\n\n"
        "Next: git add -- f\n"
    )


@pytest.mark.parametrize(
    ("safe", "hooks", "root", "command"),
    [
        (True, ["check-a", "check-b"], ".", "watchlint check --fix"),
        (False, ["check-a", "check-b"], ".", "watchlint check --fix --unsafe-fixes"),
        (True, ["check-a"], ".", "check-a --fix"),
        (True, ["check-a", "check-b"], "a b", "watchlint check --fix 'a b'"),
    ],
)
def test_the_next_command_fixes_what_can_be(safe, hooks, root, command):
    made = report(Finding(rule(), "m", "f", fix=Fix("add it", [], safe=safe)), hooks=hooks)
    made.roots = [Root(root, "checked", None, 1, 0.1)]
    assert render(made).endswith(f"\n\nNext: {command}  (--diff shows it)\n")
    made.roots *= 2
    assert "Next:" not in render(made)


def test_colour_changes_no_word():
    made = report(Finding(rule(), "m", "f", 1, 1, help="h", fix=Fix("d", [])), data=b"a\n")
    assert re.sub("\x1b\\[[0-9;]*m", "", render(made, colour=True)) == render(made)
    assert "\x1b[31;1merror\x1b[0m" in render(made, colour=True)


def test_links():
    text = render(report(Finding(rule(), "m", "f")), links=True)
    assert f"\x1b]8;;{rule().url}\x1b\\a-rule\x1b]8;;\x1b\\" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider(width):
    made = report(
        *(
            Finding(rule(), "some words " * 30, "f", help="other words " * 30, fix=Fix("more words " * 30, []))
            for _ in "ab"
        )
    )
    assert max(map(len, render(made, width=width).splitlines())) <= width


def test_statistics():
    found = [Finding(rule(name="b"), "m", "f"), *(Finding(rule(WARNING, "a"), "m", "f", n) for n in range(10))]
    assert render(report(*found), statistics=True).splitlines()[:2] == [
        "10  warning  a  (safe fix)",
        " 1  error    b  (safe fix)",
    ]


def test_on_a_terminal(repository, monkeypatch):
    """The form that a person gets, in a pseudo-terminal of 60 columns."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
    import fcntl
    import os
    import struct
    import subprocess
    import sysconfig
    import termios

    program = os.path.join(sysconfig.get_path("scripts"), "check-all")
    tree = repository({"n.pyc": "", ".gitignore": "*.log\n"})
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen([program], cwd=str(tree), stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 1
    text = re.sub("\x1b\\[[0-9;]*m", "", said.decode()).replace("\r\n", "\n")
    assert b"\x1b[31;1merror" in said and "n.pyc: error compiled-sourceless\n  n.pyc is tracked" in text
    assert max(map(len, text.splitlines())) <= 60
