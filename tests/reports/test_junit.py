"""The report as JUnit XML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given as given_
from hypothesis import strategies

from watchlint.findings import ERROR, INFO, WARNING, Finding, Fix, Rule
from watchlint.reports import junit as format_
from watchlint.reports.model import Problem, Report, View


def render(made: Report, **view) -> str:
    return format_.render(made, View(**view))


BROKEN = {"m.py": "import m\n", ".gitignore": "*.py[co\n", "m.pyc": "", "n.pyc": "", "x.so": ""}
CLEAN = {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"}
HOOKS = ("check-a", "check-b")


def finding(severity=ERROR, root=None, applied=False, message="is wrong", hook="check-a", **more) -> Finding:
    made = Finding(
        Rule("a-rule", severity, "s", "w", "e", {"b": "x"}, {"a": "x"}, "safe", "0.1.0", "x", hook), message, **more
    )
    made.root, made.applied = root, applied
    return made


def report(*findings, **more) -> Report:
    made = Report()
    made.findings = list(findings)
    for name, value in more.items():
        setattr(made, name, value)
    return made


# What Jenkins' xunit plugin allows of what is used here: element -> its attributes (junit-10.xsd, plugin of 2025-11).
STRICT = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    **{tag: {"type", "message"} for tag in ("failure", "error", "skipped")},
}


def parsed(text: str):
    """The document, its counts those of what it holds, and nothing in it that a strict reader refuses."""
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ') and text.endswith("\n")
    root = ElementTree.fromstring(text.encode())
    assert root.tag == "testsuites" and {suite.tag for suite in root} == {"testsuite"}
    for element in (root, *root):
        assert element.get("name")
        assert int(element.get("tests")) == len(list(element.iter("testcase"))) > 0
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if attribute in STRICT[element.tag]:
                assert int(element.get(attribute)) == len(list(element.iter(tag)))
    assert all(set(element.attrib) <= STRICT[element.tag] for element in root.iter())
    for case in root.iter("testcase"):
        assert case.get("name") and case.get("classname") and len(case) <= 1
    return root


def counts(root) -> tuple[int, ...]:
    numbers = tuple(int(root.get(name)) for name in ("tests", "failures", "errors"))
    return (*numbers, sum(int(suite.get("skipped")) for suite in root))


@pytest.mark.parametrize(
    ("given", "attributes"),
    [
        ({}, {"name": "a-rule"}),
        ({"path": "f"}, {"name": "a-rule f"}),
        ({"path": "f", "line": 3}, {"name": "a-rule f:3"}),
        ({"path": "f", "line": 3, "column": 7}, {"name": "a-rule f:3:7"}),
        ({"path": 'é <&>"'}, {"name": 'a-rule é <&>"'}),
        ({"path": "a\nb\x1b"}, {"name": "a-rule a\nb\\x1b"}),
        ({"path": "caf\udce9"}, {"name": "a-rule caf\\xe9"}),
        ({"path": "f", "root": "./one/"}, {"name": "a-rule one/f"}),
        ({"root": "one"}, {"name": "a-rule one"}),
    ],
)
def test_a_case(given, attributes):
    (case,) = parsed(render(report(finding(**given)))).iter("testcase")
    assert case.attrib == {"classname": "check-a", **attributes}
    assert (case[0].tag, case[0].get("message"), case[0].get("type")) == ("failure", "is wrong", "error")


def test_what_a_failure_says():
    (failure,) = parsed(render(report(finding(path="f", line=3, help="Do this.")))).iter("failure")
    assert failure.text.splitlines()[:3] == ["f:3", "is wrong", "Do this."]
    assert failure.text.splitlines()[3].startswith("https://")


@pytest.mark.parametrize(
    ("findings", "more", "strict", "expected"),
    [
        ([], {}, False, (1, 0, 0, 0)),
        ([], {"hooks": HOOKS}, False, (2, 0, 0, 0)),
        ([finding()], {}, False, (1, 1, 0, 0)),
        ([finding()], {"hooks": HOOKS}, False, (2, 1, 0, 0)),
        ([finding(), finding(hook="check-b"), finding()], {"hooks": HOOKS}, False, (3, 3, 0, 0)),
        # what does not fail the run is no failure
        ([finding(WARNING), finding(INFO)], {}, False, (1, 0, 0, 1)),
        ([finding(WARNING), finding(INFO)], {}, True, (1, 1, 0, 0)),
        ([finding(applied=True, fix=Fix("mend it", []))], {}, False, (1, 0, 0, 0)),
        ([], {"problems": [Problem("f", 3, "is too large")]}, False, (1, 0, 1, 0)),
        ([finding()], {"hooks": HOOKS, "problems": [Problem("f", None, "is a folder")]}, False, (3, 1, 1, 0)),
    ],
)
def test_the_counts(findings, more, strict, expected):
    assert counts(parsed(render(report(*findings, **more), strict=strict))) == expected


def test_a_suite_for_each_hook_in_their_order():
    root = parsed(render(report(finding(hook="check-b"), hooks=HOOKS)))
    assert [suite.get("name") for suite in root] == ["check-a", "check-b"]
    assert [case.attrib for case in root[0]] == [{"name": "check-a", "classname": "watchlint"}]


def test_what_could_not_be_read():
    problems = [Problem("f", 3, "is broken"), Problem("caf\udce9", None, "is too large\x00")]
    cases = list(parsed(render(report(problems=problems))).iter("testcase"))
    assert [case.get("name") for case in cases] == ["f:3", "caf\\xe9"]
    assert cases[1][0].get("message") == "could not be checked: is too large\\x00"


@given_(strategies.text(strategies.characters(exclude_categories=())))
def test_any_message_is_valid_xml(message):
    (case,) = parsed(render(report(finding(message=message, help=message, path=message)))).iter("testcase")
    if message.isprintable():
        assert case[0].get("message") == message


@pytest.mark.parametrize(
    ("files", "flags", "code"),
    [
        (CLEAN, [], 0),
        (BROKEN, [], 1),
        (BROKEN, ["--strict"], 1),
        (BROKEN, ["--fix"], 1),
        (BROKEN, ["--select", "compiled-extension-tracked"], 0),
        (BROKEN, ["--select", "compiled-extension-tracked", "--strict"], 1),
    ],
)
def test_there_are_failures_where_the_run_fails(repository, run, files, flags, code):
    shown = run("check_all", "--output-format", "junit", *flags, cwd=repository(files))
    assert shown.code == code and shown.err == ""
    _, failures, errors, _ = counts(parsed(shown.out))
    assert bool(failures) == bool(code) and errors == 0


def test_several_roots(repository, run):
    one = repository(BROKEN, name="one")
    repository(BROKEN, name="two")
    shown = run("check_all", "one", "two", "--output-format", "junit", cwd=one.path.parent)
    names = {case.get("name").partition(" ")[2] for case in parsed(shown.out).iter("testcase")}
    assert names >= {"one/n.pyc", "two/n.pyc"}


def test_another_reader_reads_it(repository, run):
    from junitparser import JUnitXml

    shown = run("check_all", "--output-format", "junit", cwd=repository(BROKEN))
    read = JUnitXml.fromstring(shown.out.encode())
    assert (read.tests, read.failures, read.errors, 0) == counts(parsed(shown.out))[:3] + (0,)
    assert any(case.result and case.result[0].message for suite in read for case in suite)


def test_every_hook_that_ran_has_a_suite(repository, run):
    root = parsed(run("check_all", "--output-format", "junit", cwd=repository(CLEAN)).out)
    assert len(root) == 7 and "check-gitignore" in {suite.get("name") for suite in root}
    (suite,) = parsed(run("check_gitignore", "--output-format", "junit").out)
    assert suite.get("name") == "check-gitignore"


def test_a_file_that_can_t_be_read_is_an_error(repository, run):
    tree = repository({**CLEAN, "requirements.txt": b"#" * (8 << 20) + b"#"})
    shown = run("check_all", "--output-format", "junit", cwd=tree)
    assert shown.code == 2 and counts(parsed(shown.out))[1:3] == (0, 1)
