"""Findings their owner has answered, by configuration or by a comment in the file."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, Finding, Rule, suppression
from watchlint.findings.suppression import split
from watchlint.settings import Glob, Settings

RULE = Rule("a-rule", ERROR, "s", "w", "e", {"b": "x"}, {"a": "x"}, "none", "0.1.0", "x", "check-a")


@pytest.mark.parametrize(
    ("content", "line", "hidden"),
    [
        ("x\n", 1, False),
        ("x  # watchlint: ignore[a-rule] for a reason\n", 1, True),
        ("# watchlint: ignore[a-rule]\nx\n", 2, True),
        ("x # watchlint: ignore[a-rule]\ny\n", 2, False),  # the comment belongs to its own line
        ("# watchlint: ignore[a-rule]\n\nx\n", 3, False),
        ("x\n# watchlint: ignore[a-rule]\n", 1, False),
        ("x # watchlint: ignore[other]\n", 1, False),
        ("x # watchlint: ignore[other, a-rule]\n", 1, True),
        ("x # watchlint: ignore[a-*]\n", 1, True),
        ("x # watchlint: ignore[check-a]\n", 1, True),
        ("x # watchlint: ignore\n", 1, False),
        ("x # watchlint: ignore[]\n", 1, False),
        ("x watchlint: ignore[a-rule]\n", 1, False),
        ("x // watchlint:ignore[a-rule]\n", 1, True),
        ("; watchlint: ignore[a-rule]\nx\n", 2, True),
        ("# watchlint: ignore[a-rule]\r\nx\r\n", 2, True),
        ("# watchlint: ignore[a-rule]", 9, False),
        ("# watchlint: ignore[a-rule]\nx\n", None, False),
    ],
)
def test_by_comment(folder, content, line, hidden):
    finding = Finding(RULE, "m", path="f", line=line)
    kept, suppressed = split([finding], Repository(str(folder({"f": content}))), Settings(), [])
    assert (kept, suppressed) == (([], [finding]) if hidden else ([finding], []))


@pytest.mark.parametrize(
    ("ignore", "by_path", "path", "hidden"),
    [
        ({}, {}, "f", False),
        ({"a-rule": "reason"}, {}, "f", True),
        ({"check-a": "reason"}, {}, None, True),
        ({"other": "reason"}, {}, "f", False),
        ({}, {"*.txt": {"a-rule"}}, "a/b.txt", True),
        ({}, {"a": {"a-rule"}}, "a/b.txt", True),
        ({}, {"a/": {"a-rule"}}, "a/b.txt", True),
        ({}, {"a": {"other"}}, "a/b.txt", False),
        ({}, {"a": {"a-rule"}}, "ab/b.txt", False),
        ({}, {"*": {"a-rule"}}, None, False),
    ],
)
def test_by_settings(folder, ignore, by_path, path, hidden):
    settings = Settings({"ignore": ignore})
    globs = [(Glob(glob, ""), rules) for glob, rules in by_path.items()]
    finding = Finding(RULE, "m", path=path)
    assert bool(split([finding], Repository(str(folder())), settings, globs)[1]) is hidden


def test_a_file_that_is_gone_or_unreadable_hides_nothing(folder):
    repo = Repository(str(folder({"d/x": ""})))
    findings = [Finding(RULE, "m", path=path, line=1) for path in ("gone", "d")]
    assert split(findings, repo, Settings(), []) == (findings, [])


def test_a_file_is_looked_through_once_for_all_findings_in_it(folder, monkeypatch):
    looked: list[bytes] = []
    real = suppression.comments
    monkeypatch.setattr(suppression, "comments", lambda data: looked.append(data) or real(data))
    repository = Repository(str(folder({"f": "x # watchlint: ignore[a-rule]\n" * 50})))
    findings = [Finding(RULE, "m", path="f", line=line) for line in range(1, 51)]
    assert split(findings, repository, Settings(), []) == ([], findings) and len(looked) == 1
