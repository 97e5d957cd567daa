"""The report as SARIF 2.1.0.

No package on PyPI ships the standard's schema, and it is not ours to copy: what these documents use
of it is written here as a table, each property with its type and whether it is required.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from watchlint import __version__
from watchlint.findings import ERROR, INFO, WARNING, Finding, Fix, Rule
from watchlint.reports import sarif as format_
from watchlint.reports.model import Problem, Report, View


def render(made: Report, **view) -> str:
    return format_.render(made, View(**view))


BROKEN = {"m.py": "import m\n", ".gitignore": "*.py[co\n", "m.pyc": "", "n.pyc": "", "x.so": ""}
CLEAN = {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"}

# Object → property → its type: a Python type, the values it may have, another object, or [object] for a
# list. A "!" marks what is required. Nothing else may stand in an object (additionalProperties: false).
LEVELS = {"none", "note", "warning", "error"}
SHAPES = {
    "log": {"$schema": str, "version!": {"2.1.0"}, "runs!": ["run"]},
    "run": {
        "tool!": "tool", "invocations": ["invocation"], "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
        "results": ["result"],
    },
    "tool": {"driver!": "driver"},
    "driver": {"name!": str, "version": str, "informationUri": str, "rules": ["rule"]},
    "rule": {
        "id!": str, "name": str, "shortDescription": "text", "fullDescription": "text", "help": "text", "helpUri": str,
        "defaultConfiguration": "configuration", "properties": dict,
    },
    "text": {"text!": str, "markdown": str},
    "configuration": {"level": LEVELS},
    "invocation": {"executionSuccessful!": bool, "toolExecutionNotifications": ["notification"]},
    "notification": {"level": LEVELS, "message!": "text", "locations": ["location"]},
    "result": {
        "ruleId": str, "ruleIndex": int, "level": LEVELS, "message!": "text", "locations": ["location"],
        "partialFingerprints": dict, "properties": dict, "fixes": ["fix"],
    },
    "fix": {"description": "text", "artifactChanges!": ["change"]},
    "change": {"artifactLocation!": "artifact", "replacements!": ["replacement"]},
    "replacement": {"deletedRegion!": "region", "insertedContent": "text"},
    "location": {"physicalLocation": "place"},
    "place": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": str, "uriBaseId": str},
    "region": {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int},
}  # fmt: skip
# RFC 3986: a relative reference or a file URI, every other character percent-encoded
URI = re.compile(r"(file:///)?(?:[A-Za-z0-9._~!$&'()*+,;=@/:-]|%[0-9A-F]{2})+")


def check_shape(value, shape) -> None:
    if isinstance(shape, list):
        assert isinstance(value, list)
        for item in value:
            check_shape(item, shape[0])
    elif isinstance(shape, set):
        assert value in shape
    elif isinstance(shape, type):
        assert type(value) is shape
    else:
        wanted = {name.rstrip("!"): below for name, below in SHAPES[shape].items()}
        assert {name[:-1] for name in SHAPES[shape] if name.endswith("!")} <= set(value) <= set(wanted), shape
        for name, below in value.items():
            check_shape(below, wanted[name])


def parsed(text: str) -> dict:
    """The one run of a log that keeps to the standard, and to what code scanning asks beyond it."""
    document = json.loads(text)
    json.dumps(document, ensure_ascii=False).encode()  # no lone surrogates: some readers refuse them
    check_shape(document, "log")
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    for result in run["results"] + notifications:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert URI.fullmatch(place["artifactLocation"]["uri"])
        assert ("uriBaseId" in place["artifactLocation"]) != place["artifactLocation"]["uri"].startswith("file:")
        assert all(number >= 1 for number in place.get("region", {"startLine": 1}).values())
        assert "region" not in place or "startLine" in place["region"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def finding(severity=ERROR, root=None, applied=False, message="is wrong", name="a-rule", **more) -> Finding:
    made = Finding(
        Rule(name, severity, "s", "w", "e", {"b": "x"}, {"a": "x"}, "safe", "0.1.0", "x", "check-a"), message, **more
    )
    made.root, made.applied = root, applied
    return made


def report(*findings, **more) -> Report:
    made = Report()
    made.findings = list(findings)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def one(**given) -> dict:
    (result,) = parsed(render(report(finding(**given))))["results"]
    return result


def test_the_tool():
    driver = parsed(render(report()))["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["rules"]) == ("watchlint", __version__, [])
    assert driver["informationUri"].startswith("https://")


@pytest.mark.parametrize(
    ("severity", "level", "problem"),
    [(ERROR, "error", "error"), (WARNING, "warning", "warning"), (INFO, "note", "recommendation")],
)
def test_a_rule(severity, level, problem):
    run = parsed(render(report(finding(severity)), notes=True))
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"], rule["shortDescription"]["text"]) == ("a-rule", "ARule", "s")
    assert rule["fullDescription"]["text"] == "w"
    assert rule["help"]["text"] == "w\n\nBefore:\n\n# b\nx\n\nAfter:\n\n# a\nx\n\nSource: x"
    assert "```\n# b\nx\n```" in rule["help"]["markdown"]
    assert rule["helpUri"].endswith("/a-rule.html")
    assert rule["defaultConfiguration"] == {"level": level}
    assert rule["properties"] == {"tags": ["check-a"], "problem.severity": problem}
    assert run["results"][0]["level"] == level


def test_a_finding_s_own_severity_is_its_level():
    made = finding(ERROR)
    made.severity = INFO
    assert parsed(render(report(made)))["results"] == []
    run = parsed(render(report(made), notes=True))
    assert run["results"][0]["level"] == "note"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "error"}


def test_each_rule_is_there_once():
    run = parsed(render(report(*(finding(name=name) for name in ("b", "a", "b", "c")))))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["a", "b", "c"]
    assert [result["ruleIndex"] for result in run["results"]] == [1, 0, 1, 2]


@pytest.mark.parametrize(
    ("given", "uri", "region"),
    [
        ({}, ".", {"startLine": 1}),
        ({"path": "f"}, "f", {"startLine": 1}),
        ({"path": "f", "line": 3}, "f", {"startLine": 3}),
        ({"path": "f", "line": 3, "column": 7}, "f", {"startLine": 3, "startColumn": 7}),
        (
            {"path": "f", "line": 3, "column": 7, "end_line": 4, "end_column": 9},
            "f",
            {"startLine": 3, "startColumn": 7, "endLine": 4, "endColumn": 9},
        ),
        ({"path": "f", "column": 7}, "f", {"startLine": 1}),
        ({"path": "a b/é?#%.py"}, "a%20b/%C3%A9%3F%23%25.py", {"startLine": 1}),
        ({"path": "http://x"}, "http%3A//x", {"startLine": 1}),
        ({"path": "a\nb\\"}, "a%0Ab%5C", {"startLine": 1}),
        pytest.param(
            {"path": "caf\udce9"}, "caf%E9", {"startLine": 1}, marks=pytest.mark.skipif(os.name == "nt", reason="names are text there")
        ),
        ({"path": "f", "root": "./one/"}, "one/f", {"startLine": 1}),
        ({"path": "f", "root": "../one"}, "../one/f", {"startLine": 1}),
        ({"root": "one"}, "one", {"startLine": 1}),
    ],
)  # fmt: skip
def test_the_place(given, uri, region):
    place = one(**given)["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert place.get("region") == region


def test_an_absolute_root_is_a_file_uri(tmp_path):
    root = tmp_path / "a b"
    place = one(path="é", root=str(root))["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": (root / "é").as_uri()}


def test_the_message_names_the_remedy():
    assert one()["message"] == {"text": "is wrong"}
    assert one(help="Do this.")["message"] == {"text": "is wrong\n\nDo this."}


@pytest.mark.parametrize("message", ["a\x00\x1b[31m\n", "\udce9\ud800", '"\\', "\u2028"])
def test_any_message(message):
    assert one(message=message)["message"]["text"]


def test_the_fingerprint():
    made = finding()
    (result,) = parsed(render(report(made, fingerprints={made: "0123"})))["results"]
    assert result["partialFingerprints"] == {"watchlint/v1": "0123"}
    assert "partialFingerprints" not in one()


def test_the_fix_is_described():
    assert one(fix=Fix("mend it", [], safe=False))["properties"] == {"fix": {"description": "mend it", "safe": False}}
    assert "properties" not in one()


def test_what_no_longer_stands_is_left_out():
    run = parsed(render(report(finding(applied=True), suppressed=[finding()])))
    assert run["results"] == run["tool"]["driver"]["rules"] == []


def test_what_could_not_be_read():
    (invocation,) = parsed(render(report()))["invocations"]
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}
    problems = [
        Problem("a b", 3, "is broken"),
        Problem("f", None, "is too large"),
        Problem("g", None, "a limit", False),
    ]
    (invocation,) = parsed(render(report(problems=problems)))["invocations"]
    assert invocation["executionSuccessful"] is False
    first, second = invocation["toolExecutionNotifications"]
    assert first["level"] == "error" and first["message"] == {"text": "could not be checked: is broken"}
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }
    assert "region" not in second["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    ("files", "flags", "code"),
    [
        (CLEAN, [], 0),
        (BROKEN, [], 1),
        (BROKEN, ["--exit-zero"], 0),
        (BROKEN, ["--strict"], 1),
        (BROKEN, ["--fix"], 1),
        (BROKEN, ["--quiet"], 1),
    ],
)
def test_a_run(repository, run, files, flags, code):
    tree = repository(files)
    listed = json.loads(run("check_all", "--output-format", "json", cwd=tree).out)["findings"]
    shown = run("check_all", "--output-format", "sarif", *flags, cwd=tree)
    assert shown.code == code and shown.err == ""
    results = parsed(shown.out)["results"]
    if "--fix" not in flags:
        assert [(result["ruleId"], result["partialFingerprints"]["watchlint/v1"]) for result in results] == [
            (finding["rule"], finding["fingerprint"]) for finding in listed
        ]
    for result in results:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert (tree / os.fsdecode(unquote_to_bytes(uri))).exists()


def test_several_roots(repository, run):
    first, second = repository(BROKEN, name="one"), repository(BROKEN, name="two")
    shown = run("check_all", "one", str(second), "--output-format", "sarif", cwd=first.path.parent)
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in parsed(shown.out)["results"]
    }
    assert uris >= {"one/n.pyc", Path(second / "n.pyc").as_uri()}


def test_names_that_are_no_text(repository, run):
    tree = repository()
    try:
        with open(os.fsencode(str(tree)) + b"/caf\xe9.pyc", "wb"):
            pass
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    tree.add()
    (result,) = parsed(run("check_compiled_files", "--output-format", "sarif", cwd=tree).out)["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "caf%E9.pyc"
    assert "caf\\xe9.pyc" in result["message"]["text"]


def test_into_a_file(repository, run, tmp_path):
    tree, target = repository(BROKEN), tmp_path / "report.sarif"
    expected = run("check_all", "--output-format", "sarif", cwd=tree).out
    assert run("check_all", "--output-format", "sarif", "--output-file", str(target)) == (1, "", "")
    assert target.read_text(encoding="utf-8") == expected


def test_a_run_that_could_not_read_a_file_says_so(repository, run):
    tree = repository({**CLEAN, "requirements.txt": b"#" * (8 << 20) + b"#"})
    shown = run("check_all", "--output-format", "sarif", cwd=tree)
    (invocation,) = parsed(shown.out)["invocations"]
    assert shown.code == 2 and invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "requirements.txt"


def test_a_fix_is_there_as_what_it_replaces(repository, run):
    content = "# mine\r\n*.log\r\n"
    tree = repository({"a.py": "import m\n", "m.py": "", ".gitignore": content})
    log = parsed(run("check_gitignore", "--output-format", "sarif", cwd=tree).out)
    (change,) = log["results"][0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == ".gitignore"
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert (region["startLine"], region["startColumn"]) == (region["endLine"], region["endColumn"]) == (3, 1)
    run("check_gitignore", "--fix")
    assert (tree / ".gitignore").read_bytes().decode() == content + replacement["insertedContent"]["text"]
