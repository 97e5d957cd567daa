"""`--fix` and `--diff`: what is fixed, what is left, and what is said of it."""

from __future__ import annotations

import pytest

from watchlint.checking import fixing
from watchlint.checking.options import Options
from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, INFO, Edit, Finding, Fix, Rule
from watchlint.fixes.refused import Refused

BEFORE, AFTER = b"old\n", b"new\n"


def rule(severity: str = ERROR) -> Rule:
    return Rule("a-rule", severity, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")


def look(severity: str, safe: bool):
    """Finds `old` in f."""

    def found(repo: Repository) -> list[Finding]:
        change = Edit("f", lambda data: data and data.replace(BEFORE, AFTER))
        fix = Fix("write new", [change], safe)
        return [Finding(rule(severity), "is old", "f", fix=fix)] if repo.read("f") == BEFORE else []

    return found


@pytest.mark.parametrize(
    ("severity", "safe", "flags", "asked_for", "fixed"),
    [
        (ERROR, True, {}, (), True),
        (ERROR, False, {}, (), False),
        (ERROR, False, {"unsafe_fixes": True}, (), True),
        (INFO, True, {}, (), False),
        (INFO, True, {}, ("a-rule",), True),
    ],
)
def test_what_is_fixed(repository, monkeypatch, severity, safe, flags, asked_for, fixed):
    tree = repository({"f": BEFORE})
    monkeypatch.chdir(tree.path)
    options = Options()
    vars(options).update(flags)
    done = fixing.fix(Repository(str(tree)), look(severity, safe), options, None, asked_for)
    assert (tree / "f").read_bytes() == (AFTER if fixed else BEFORE)
    assert done.changed is fixed and [one.applied for one in done.findings] == [fixed]
    assert done.next.command == ("git add -- f && git commit" if fixed else "")


def test_a_diff_writes_nothing(repository):
    tree = repository({"f": BEFORE})
    options = Options()
    options.diff = True
    done = fixing.fix(Repository(str(tree)), look(ERROR, True), options, None, ())
    assert (tree / "f").read_bytes() == BEFORE
    assert done.diff.endswith(b"@@ -1 +1 @@\n-old\n+new\n") and not done.changed
    assert [one.applied for one in done.findings] == [False]


def test_a_diff_of_one_of_several_roots_names_it(repository):
    tree = repository({"f": BEFORE})
    options = Options()
    options.diff, options.roots = True, ["a/", "b"]
    done = fixing.fix(Repository(str(tree)), look(ERROR, True), options, "a/", ())
    assert b"--- a/a/f" in done.diff and b"+++ b/a/f" in done.diff


def test_a_fix_that_changes_nothing_is_refused(repository):
    tree = repository({"f": BEFORE})

    def found(repo: Repository) -> list[Finding]:
        return [Finding(rule(), "is old", "f", fix=Fix("nothing", [Edit("f", lambda data: data)]))]

    done = fixing.fix(Repository(str(tree)), found, Options(), None, ())
    assert not done.changed and [one.path for one in done.refused] == ["f"] and done.refused[0].reason


def test_what_a_fix_would_change_is_told_by_itself(repository):
    repo = Repository(str(repository({"f": BEFORE})))
    findings = look(ERROR, True)(repo)
    [(finding, [change])] = fixing.replaced(findings, repo).items()
    assert (finding, change.path, change.text) == (findings[0], "f", "new")
    findings[0].applied = True
    assert fixing.replaced(findings, repo) == {findings[0]: []}


def test_a_fix_that_refuses_tells_no_change(repository):
    def refuse(data: bytes | None) -> bytes | None:
        raise Refused("not here")

    finding = Finding(rule(), "is old", "f", fix=Fix("write new", [Edit("f", refuse)]))
    assert fixing.replaced([finding], Repository(str(repository({"f": BEFORE})))) == {}
