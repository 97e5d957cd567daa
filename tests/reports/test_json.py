"""The JSON report, version 1: fields are only ever added."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import watchlint
from watchlint import __version__

# Field → the types it may have, as the contract writes them.
FINDING = {
    "rule": str, "hook": str, "severity": str, "root": str, "path": (str, type(None)), "line": (int, type(None)), "column": (int, type(None)),
    "end_line": (int, type(None)), "end_column": (int, type(None)), "message": str, "help": str, "url": str, "fingerprint": str,
    "fix": (dict, type(None)),
}  # fmt: skip
BROKEN = {"m.py": "import m\n", ".gitignore": "*.py[co\n", "n.pyc": "", "m.pyc": "", "x.so": ""}


SCHEMA = json.loads((Path(watchlint.__file__).parent / "data" / "report.schema.json").read_text(encoding="utf-8"))


def closed(schema):
    """The schema with no room for a field that it does not name: a field that is added here is added there."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False, **made} if "required" in schema else made


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "wrong", [{"version": 2}, {"findings": None}, {"summary": {}}, {"roots": [{}]}, {"findings": [{}]}]
)
def test_the_schema_sees_a_fault(repository, run, wrong):
    document = json.loads(run("check_all", "--output-format", "json", cwd=repository(BROKEN)).out)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({**document, **wrong})


def test_several_roots_are_of_the_schema(repository, run, tmp_path):
    repository(BROKEN, name="one")
    document = json.loads(
        run("check_all", "one", "absent", "--output-format", "json", "--statistics", cwd=tmp_path).out
    )
    jsonschema.validate(document, closed(SCHEMA), jsonschema.Draft202012Validator)
    assert [row["status"] for row in document["roots"]] == ["checked", "failed"]


def check_shape(document: dict) -> None:
    jsonschema.validate(document, closed(SCHEMA), jsonschema.Draft202012Validator)
    assert document["version"] == 1
    assert document["tool"] == {"name": "watchlint", "version": __version__}
    assert isinstance(document["suppressed"], int)
    assert set(document["summary"]) == {"errors", "warnings", "infos", "fixed"}
    for finding in document["findings"]:
        for field, types in FINDING.items():
            assert isinstance(finding[field], types), (field, finding[field])
        assert finding["severity"] in ("error", "warning", "info")
        assert len(finding["fingerprint"]) == 16 and finding["url"].startswith("https://")
        assert finding["path"] is None or "\\" not in finding["path"]
        if finding["line"] is not None:
            assert finding["line"] >= 1 and finding["column"] >= 1
        if finding["fix"] is not None:
            assert set(finding["fix"]) >= {"description", "safe", "applied"}
    by = [finding["severity"] for finding in document["findings"] if not (finding["fix"] or {}).get("applied")]
    assert document["summary"]["errors"] == by.count("error")
    assert document["summary"]["warnings"] == by.count("warning")
    assert document["summary"]["infos"] == by.count("info")


@pytest.mark.parametrize("flags", [[], ["--fix"], ["--strict"], ["--quiet"], ["--verbose"], ["--select", "compiled-*"]])
@pytest.mark.parametrize("files", [{}, BROKEN], ids=["clean", "broken"])
def test_the_shape(repository, run, files, flags):
    shown = run("check_all", "--output-format", "json", *flags, cwd=repository(files))
    document = json.loads(shown.out)
    check_shape(document)
    assert bool(document["findings"]) == bool(files)


def test_what_the_contract_shows(repository, run):
    document = json.loads(run("check_gitignore", "--output-format", "json", cwd=repository(BROKEN)).out)
    (finding,) = document["findings"]
    assert (finding["rule"], finding["hook"], finding["severity"]) == (
        "gitignore-misses-bytecode",
        "check-gitignore",
        "error",
    )
    assert (finding["path"], finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (
        ".gitignore",
        1,
        1,
        1,
        8,
    )
    assert finding["fix"] == {"description": "add __pycache__/ and *.pyc to .gitignore", "safe": True, "applied": False}
    assert finding["root"] == "."
    assert [root["status"] for root in document["roots"]] == ["checked"]


def test_fixed_findings_say_so(repository, run):
    document = json.loads(run("check_gitignore", "--fix", "--output-format", "json", cwd=repository(BROKEN)).out)
    assert document["summary"]["fixed"] == sum(f["severity"] != "info" for f in document["findings"]) > 0
    assert all(finding["fix"]["applied"] for finding in document["findings"] if finding["severity"] != "info")


def test_what_was_refused_is_there(repository, run):
    tree = repository(BROKEN)
    (tree / ".gitignore").chmod(0o444)
    document = json.loads(run("check_gitignore", "--fix", "--output-format", "json", cwd=tree).out)
    assert document["refused"][0]["path"] == ".gitignore" and document["refused"][0]["reason"] == "is read-only"
    (tree / ".gitignore").chmod(0o644)


def test_the_fingerprint_stays_while_lines_move(repository, run):
    def fingerprint(tree) -> str:
        return json.loads(run("check_gitignore", "--output-format", "json", cwd=tree).out)["findings"][0]["fingerprint"]

    tree = repository(BROKEN)
    before = fingerprint(tree)
    tree.write({".gitignore": "# a new line above\n*.py[co\n"})
    assert fingerprint(tree) == before


def test_names_that_are_no_text_are_valid_json(repository, run):
    import os

    tree = repository()
    try:
        with open(os.fsencode(str(tree)) + b"/caf\xe9.pyc", "wb"):
            pass
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    tree.add()
    shown = run("check_all", "--output-format", "json", cwd=tree)
    assert json.loads(shown.out)["findings"][0]["path"] == "caf\udce9.pyc"
