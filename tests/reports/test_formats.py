"""What every format promises: whatever a name holds, no escape reaches a terminal and no line is a command for a CI service."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import watchlint.reports
from watchlint.findings import ERROR, INFO, WARNING, Finding, Fix, Rule
from watchlint.reports import FORMATS
from watchlint.reports.model import FAILED, Problem, Refused, Report, Root, View

HOSTILE = (
    "::error::x", "::error file=a::b", "  ::warning::x", "a\n::error::x", "a\r\n::error::x", "a\u2028::error::x", "##[error]x",
    "a ##[add-mask]b", "##vso[task.setvariable variable=a]b", "\x1b[31mred", "\x1b]8;;http://x\x1b\\", "\x9b31m", "\x00", "\x07", "\b\b",
    "\u202eabc", "caf\udce9", "x | y", "`::error::x`", "<script>", "a" * 300, " ", "café", "漢字", "%0A::error::x", "::",
)  # fmt: skip
NAMES = st.sampled_from(HOSTILE) | st.text(max_size=12) | st.text("\n\r\t\x1b:# []e", max_size=12)
VIEWS = [
    View(), View(terminal=True, width=60), View(verbose=True, notes=True), View(terminal=True, verbose=True, notes=True, width=60),
    View(statistics=True), View(quiet=True, strict=True),
]  # fmt: skip
ANNOTATION = re.compile(r"::(error|warning) ((?:[A-Za-z]+=[^:,\r\n]*,?)+)::([^\r\n]*)")


def made(name: str, other: str) -> Report:
    """A report with these words in every place where a repository's words can come."""
    report = Report()
    for number, severity in enumerate((ERROR, WARNING, INFO, ERROR)):
        rule = Rule("a-rule", severity, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")
        help_ = f"{name}\n{other} {name}"
        finding = Finding(rule, f"{other} {name}", name, 1, 1, help=help_, fix=Fix(f"{name} {other}", []))
        finding.root, finding.applied = (other or None), number == 3
        report.findings.append(finding)
    report.suppressed = [report.findings[0]]
    report.refused = [Refused(name, report.findings[0].rule, other), Refused(other, None, name)]
    report.problems = [Problem(name, 1, other)]
    report.roots = [Root(name, FAILED, other, 2, 0.1)]
    report.next_words = f"{name} {other}"
    report.next_command = f"git add -- '{name}' {other}"
    report.read = lambda finding: f"{name}\n{other}\n".encode("utf-8", "surrogateescape")
    report.sort()
    return report


@pytest.mark.parametrize(
    "view", VIEWS, ids=lambda view: "-".join(k for k, v in view._asdict().items() if v is True) or "plain"
)
@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=12, deadline=None)
@given(NAMES, NAMES)
@example("::error::x", "\n::error::y")
@example("a", "##[error]b")
def test_nothing_is_read_as_a_command(format_, view, name, other):
    text = import_module(f"watchlint.reports.{format_}").render(made(name, other), view)
    assert not any(
        c < " " and c not in ("\n\t" if format_ == "junit" else "\n") or "\x7f" <= c < "\xa0" for c in text
    ), text
    assert "##[" not in text and "##vso[" not in text
    starts = [
        line for line in re.split("[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text) if line.lstrip().startswith("::")
    ]
    if format_ == "github":
        assert starts and "\n".join(starts) + "\n" == text and all(map(ANNOTATION.fullmatch, starts))
    else:
        assert starts == []
    if format_ in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif format_ == "junit":
        ElementTree.fromstring(text.encode())
    else:
        text.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("name", ["##[error]x", "::error::x", "\n::error::x"])
def test_what_is_spelt_otherwise_reads_the_same(name):
    document = json.loads(import_module("watchlint.reports.json").render(made(name, "y"), View()))
    assert document["findings"][0]["path"] == name and document["refused"][0]["path"] == name
    suites = ElementTree.fromstring(import_module("watchlint.reports.junit").render(made(name, "y"), View()))
    assert next(suites.iter("failure")).get("message") == f"y {name}"
    assert f"y {name}" in (next(suites.iter("failure")).text or "")


def test_every_module_that_renders_is_a_format():
    modules = {path.stem for path in Path(watchlint.reports.__file__).parent.glob("[a-z]*.py")}
    assert {name for name in modules if hasattr(import_module(f"watchlint.reports.{name}"), "render")} == set(FORMATS)


ODD = {
    "::error::x/m.py": "",
    "::error::x/m.pyc": "",
    "a\n::error::y/n.pyc": "",
    "e\x1b[31m/o.pyc": "",
    ".gitignore": "*.log\n",
}


@pytest.mark.skipif(__import__("os").name == "nt", reason="no such names on Windows")
@pytest.mark.parametrize("flags", [[], ["--fix"], ["--diff"], ["--verbose", "--notes"]], ids=" ".join)
@pytest.mark.parametrize("format_", FORMATS)
def test_a_run_on_a_folder_with_such_a_name(repository, run, format_, flags):
    shown = run("check_all", "--output-format", format_, *flags, cwd=repository(ODD))
    for text in (shown.out, shown.err):
        if format_ != "github":
            assert not [line for line in text.split("\n") if line.lstrip().startswith("::")], text
        assert "\x1b" not in text
    assert shown.code in (1, 2)


@pytest.mark.skipif(__import__("os").name == "nt", reason="no such names on Windows")
@pytest.mark.parametrize("name", ["a\x1b[31m", "\n::error::x", "##[error]x"])
def test_a_root_with_such_a_name_is_one_clean_line_on_stderr(tmp_path, run, name):
    shown = run("check_all", str(tmp_path / name), f"--{name}")
    assert shown.code == 2 and shown.err.count("\n") == 1 and "\x1b" not in shown.err and "##[" not in shown.err
    shown = run("check_all", str(tmp_path / name))
    assert shown.code == 2 and shown.err.count("\n") == 1 and "\x1b" not in shown.err and "##[" not in shown.err
