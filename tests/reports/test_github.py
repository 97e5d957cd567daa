"""The report as GitHub Actions' workflow commands."""

from __future__ import annotations

import os
import re

import pytest

from watchlint.findings import ERROR, INFO, WARNING, Finding, Rule
from watchlint.reports import github as format_
from watchlint.reports.model import Report, View


def render(made: Report, **view) -> str:
    return format_.render(made, View(**view))


# A command as the runner reads it: the first "::" ends the properties, which hold no raw ":" or ",".
COMMAND = re.compile(r"::(error|warning) ((?:[A-Za-z]+=[^:,\r\n]*,?)+)::([^\r\n]*)")
BROKEN = {"m.py": "import m\n", ".gitignore": "*.py[co\n", "m.pyc": "", "n.pyc": "", "x.so": ""}
CLEAN = {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"}


def finding(severity=ERROR, root=None, applied=False, message="is wrong", **more) -> Finding:
    made = Finding(
        Rule("a-rule", severity, "s", "w", "e", {"b": "x"}, {"a": "x"}, "safe", "0.1.0", "x", "check-a"),
        message,
        **more,
    )
    made.root, made.applied = root, applied
    return made


def report(*findings) -> Report:
    made = Report()
    made.findings = list(findings)
    return made


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ({}, "::error title=a-rule::is wrong"),
        ({"path": "f"}, "::error file=f,title=a-rule::is wrong"),
        ({"path": "f", "line": 3}, "::error file=f,line=3,title=a-rule::is wrong"),
        ({"path": "f", "line": 3, "column": 7}, "::error file=f,line=3,col=7,title=a-rule::is wrong"),
        (
            {"path": "f", "line": 3, "column": 7, "end_line": 3, "end_column": 9},
            "::error file=f,line=3,col=7,endLine=3,endColumn=9,title=a-rule::is wrong",
        ),
        # columns hold on one line only
        (
            {"path": "f", "line": 3, "column": 7, "end_line": 4, "end_column": 9},
            "::error file=f,line=3,endLine=4,title=a-rule::is wrong",
        ),
        ({"severity": WARNING}, "::warning title=a-rule::is wrong"),
        ({"help": "Do this.\nOr that."}, "::error title=a-rule::is wrong%0ADo this.%0AOr that."),
        ({"message": "100% :: a, b"}, "::error title=a-rule::100%25 :: a, b"),
        # a name can't start a second command, nor paint the log
        ({"message": "a\n::error::b\x1b[31m"}, "::error title=a-rule::a\\n::error::b\\x1b[31m"),
        ({"path": "a:b,c%d\r\ne"}, "::error file=a%3Ab%2Cc%25d%0D%0Ae,title=a-rule::is wrong"),
        ({"path": "café"}, "::error file=café,title=a-rule::is wrong"),
        ({"path": "caf\udce9"}, "::error file=caf\\xe9,title=a-rule::is wrong"),
        ({"message": "caf\udce9 \ud800"}, "::error title=a-rule::caf\\xe9 \\ud800"),
        ({"path": "f", "root": "one/"}, "::error file=one/f,title=a-rule::is wrong"),
        ({"path": "f", "root": "./one"}, "::error file=one/f,title=a-rule::is wrong"),
        ({"path": "f", "root": "."}, "::error file=f,title=a-rule::is wrong"),
        ({"path": "f", "root": "/x"}, "::error file=/x/f,title=a-rule::is wrong"),
        ({"root": "one"}, "::error title=a-rule::is wrong"),
    ],
)
def test_a_command(given, command):
    assert render(report(finding(**given))) == command + "\n"
    assert COMMAND.fullmatch(command)


def test_a_note_is_never_there():
    assert render(report(finding(INFO)), notes=True) == ""


def test_nothing_else_is_printed():
    assert render(report()) == ""
    assert render(report(finding(applied=True))) == ""
    assert render(report(finding(), finding(applied=True), finding())).count("\n") == 2


@pytest.mark.parametrize(
    ("files", "flags", "code"),
    [
        (CLEAN, [], 0),
        (BROKEN, [], 1),
        (BROKEN, ["--exit-zero"], 0),
        (BROKEN, ["--fix"], 1),
        (BROKEN, ["--quiet"], 1),
        (BROKEN, ["--color", "always"], 1),
    ],
)
def test_a_run(repository, run, files, flags, code):
    shown = run("check_all", "--output-format", "github", *flags, cwd=repository(files))
    assert shown.code == code and shown.err == ""
    lines = shown.out.splitlines()
    assert all(COMMAND.fullmatch(line) for line in lines)
    assert ("title=compiled-sourceless::" in shown.out) == (files is BROKEN)
    assert ("title=gitignore-misses-bytecode::" in shown.out) == (files is BROKEN and "--fix" not in flags)


def test_several_roots(repository, run):
    one, two = repository(BROKEN, name="one"), repository(BROKEN, name="two")
    shown = run("check_all", "one", str(two), "--output-format", "github", cwd=one.path.parent)
    place = str(two).replace(os.sep, "/").replace(":", "%3A")
    assert "::error file=one/n.pyc," in shown.out and f"::error file={place}/n.pyc," in shown.out


def test_into_a_file(repository, run, tmp_path):
    tree, target = repository(BROKEN), tmp_path / "report"
    expected = run("check_all", "--output-format", "github", cwd=tree).out
    assert run("check_all", "--output-format", "github", "--output-file", str(target)) == (1, "", "")
    assert target.read_text(encoding="utf-8") == expected


def test_it_is_below_the_text_where_the_runner_says_so(repository, run, monkeypatch, tmp_path):
    tree = repository(BROKEN)
    plain = run("check_all", cwd=tree).out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    both = run("check_all", cwd=tree).out
    alone = run("check_all", "--output-format", "github", cwd=tree).out
    assert alone.startswith("::error ") and both == plain + alone
    assert run("check_all", "--output-format", "text", cwd=tree).out == plain
    assert run("check_all", "--output-file", str(tmp_path / "report"), cwd=tree).out == ""
    assert "::" not in run("check_all", "--diff", cwd=tree).err
