"""The report as GitLab's Code Quality artifact."""

from __future__ import annotations

import json
import os

import jsonschema
import pytest

from watchlint.findings import ERROR, INFO, WARNING, Finding, Rule
from watchlint.reports import gitlab as format_
from watchlint.reports.model import Report, View


def render(made: Report, **view) -> str:
    return format_.render(made, View(**view))


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


def report(*findings, prints=()) -> Report:
    made = Report()
    made.findings = list(findings)
    made.fingerprints = dict(zip(findings, prints, strict=False))
    return made


TEXT = {"type": "string", "minLength": 1}
LINES = {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {"path": TEXT, "lines": {**LINES, "additionalProperties": False}},
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    },
}
"""The fields that GitLab documents ("Code Quality report format"): narrower than the schema its parser asks
(app/validators/json_schemas/codeclimate.json), which wants neither check_name nor one of the five severities."""


def rows(text: str) -> list[dict]:
    """The rows, each of the shape GitLab reads, and no two with one fingerprint."""
    found = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    for row in found:
        assert not os.path.isabs(row["location"]["path"]) and not row["location"]["path"].startswith("./")
    text.encode()  # no lone surrogates, written out or not: some readers refuse them
    json.dumps(found, ensure_ascii=False).encode()
    assert len({row["fingerprint"] for row in found}) == len(found)
    return found


@pytest.mark.parametrize(
    ("given", "severity", "path", "line"),
    [
        ({}, "major", ".", 1),
        ({"path": "f"}, "major", "f", 1),
        ({"path": "f", "line": 3, "column": 7}, "major", "f", 3),
        ({"path": "f", "severity": WARNING}, "minor", "f", 1),
        ({"path": "a b/é:%"}, "major", "a b/é:%", 1),
        ({"path": "caf\udce9"}, "major", "caf\\xe9", 1),
        ({"path": "f", "root": "./one/"}, "major", "one/f", 1),
        ({"root": "one"}, "major", "one", 1),
    ],
)
def test_a_row(given, severity, path, line):
    (row,) = rows(render(report(finding(**given))))
    assert (row["severity"], row["location"]["path"], row["location"]["lines"]["begin"]) == (severity, path, line)
    assert (row["check_name"], row["description"]) == ("a-rule", "is wrong")


@pytest.mark.parametrize("message", ["a\x00\x1b[31m\n", "\udce9\ud800", '"\\', "\u2028"])
def test_any_message(message):
    assert len(rows(render(report(finding(message=message))))) == 1


def test_a_note_is_never_there():
    assert render(report(finding(INFO)), notes=True) == "[]\n"


def test_nothing_open():
    assert render(report()) == "[]\n"
    assert render(report(finding(applied=True))) == "[]\n"


@pytest.mark.parametrize(
    ("made", "prints"),
    [
        ([finding(), finding()], ["a", "a"]),
        ([finding(), finding()], []),
        ([finding(path="caf\udce9"), finding(path="caf\\udce9")], []),
        ([finding(root="one"), finding(root="two")], ["a", "a"]),
        ([finding(root=None), finding(root="two"), finding(root="two")], ["a", "a", "a"]),
    ],
)
def test_no_two_share_a_fingerprint(made, prints):
    assert len(rows(render(report(*made, prints=prints)))) == len(made)


def test_a_fingerprint_does_not_hang_on_the_line():
    prints = [
        rows(render(report(finding(path="f", line=line), prints=["a"])))[0]["fingerprint"] for line in (1, 2, None)
    ]
    assert len(set(prints)) == 1


@pytest.mark.parametrize(
    ("files", "flags", "code"),
    [(CLEAN, [], 0), (BROKEN, [], 1), (BROKEN, ["--exit-zero"], 0), (BROKEN, ["--fix"], 1), (BROKEN, ["--quiet"], 1)],
)
def test_a_run(repository, run, files, flags, code):
    shown = run("check_all", "--output-format", "gitlab", *flags, cwd=repository(files))
    assert shown.code == code and shown.err == ""
    names = {row["check_name"] for row in rows(shown.out)}
    assert ("compiled-sourceless" in names) == (files is BROKEN)
    assert ("gitignore-misses-bytecode" in names) == (files is BROKEN and "--fix" not in flags)


def test_several_roots(repository, run):
    one = repository(BROKEN, name="one")
    repository(BROKEN, name="two")
    shown = run("check_all", "one", "two", "--output-format", "gitlab", cwd=one.path.parent)
    assert {row["location"]["path"] for row in rows(shown.out)} >= {"one/n.pyc", "two/n.pyc"}


def test_the_fingerprint_stays_while_lines_move(repository, run):
    tree = repository(BROKEN)
    before = rows(run("check_gitignore", "--output-format", "gitlab", cwd=tree).out)
    tree.write({".gitignore": "# a new line above\n*.py[co\n"})
    after = rows(run("check_gitignore", "--output-format", "gitlab", cwd=tree).out)
    assert [row["fingerprint"] for row in before] == [row["fingerprint"] for row in after]
    assert before[0]["location"]["lines"] != after[0]["location"]["lines"]
