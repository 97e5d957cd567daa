"""Findings known before, told by fingerprint."""

from __future__ import annotations

import json

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, Finding, Rule
from watchlint.findings.baseline import BadBaseline, fingerprints, read, write

RULE = Rule("a-rule", ERROR, "s", "w", "e", {"b": "x"}, {"a": "x"}, "none", "0.1.0", "x", "check-a")
OTHER = RULE._replace(name="b-rule")


def prints(tree, *findings) -> list[str]:
    found = fingerprints(findings, Repository(str(tree)))
    return [found[finding] for finding in findings]


def test_a_fingerprint_is_sixteen_hex_digits(folder):
    (one,) = prints(folder(), Finding(RULE, "m"))
    assert len(one) == 16 and int(one, 16) >= 0


def test_lines_may_move_and_blanks_change(folder):
    one = prints(folder({"f": "x = 1\n"}, name="a"), Finding(RULE, "m", path="f", line=1))
    two = prints(folder({"f": "\n\n  x  =  1\r\n"}, name="b"), Finding(RULE, "other words", path="f", line=3))
    assert one == two


@pytest.mark.parametrize(
    "other",
    [Finding(OTHER, "m", path="f", line=1), Finding(RULE, "m", path="g", line=1), Finding(RULE, "m", path="f", line=2)],
    ids=["rule", "path", "text"],
)
def test_what_makes_another_finding(folder, other):
    tree = folder({"f": "x\ny\n", "g": "x\n"})
    assert prints(tree, Finding(RULE, "m", path="f", line=1)) != prints(tree, other)


def test_equal_findings_are_told_apart_by_their_order(folder):
    same = [Finding(RULE, "m", path="f", line=line) for line in (1, 2)]
    assert len(set(prints(folder({"f": "x\nx\n"}), *same))) == 2


def test_without_a_line_the_subject_tells(folder):
    assert prints(folder(), Finding(RULE, "5 files", path="f", subject="tier")) == prints(
        folder(), Finding(RULE, "6 files", path="f", subject="tier")
    )


def test_names_that_are_no_text(folder):
    assert prints(folder(), Finding(RULE, "m", path="caf\udce9"))


def test_written_and_read(folder, tmp_path):
    findings = [Finding(RULE, "m", path=path) for path in ("b", "a")]
    found = fingerprints(findings, Repository(str(folder())))
    write(str(tmp_path / "known.json"), found)
    assert read(str(tmp_path / "known.json")) == set(found.values())
    rows = json.loads((tmp_path / "known.json").read_text())["findings"]
    assert [row["path"] for row in rows] == ["a", "b"], "in an order that makes small diffs"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": 2}', '{"version": 1}', '{"version": 1, "findings": {}}', "nonsense"]
)
def test_what_is_no_baseline(tmp_path, content):
    (tmp_path / "known.json").write_text(content)
    with pytest.raises(BadBaseline, match="^--baseline "):
        read(str(tmp_path / "known.json"))
    with pytest.raises(BadBaseline, match="no such file"):
        read(str(tmp_path / "absent.json"))
