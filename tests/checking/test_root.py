"""One repository: opened, checked, and the exit code it gives alone."""

from __future__ import annotations

import pickle

import pytest

from watchlint.checking import root
from watchlint.checking.options import Options
from watchlint.errors import UsageError
from watchlint.findings import ERROR, INFO, WARNING, Finding, Rule
from watchlint.reports.model import CHECKED, FAILED

BROKEN = {"m.py": "import m\n", ".gitignore": "*.log\n"}


def check(tree, **flags) -> root.Outcome:
    options = Options()
    vars(options).update(flags)
    return root.check(root.every_hook(options), str(tree))


def test_a_clean_repository(repository):
    outcome = check(repository({"README.md": ""}))
    assert (outcome.root.status, outcome.root.exit, outcome.findings) == (CHECKED, 0, [])


def test_a_broken_one(repository):
    outcome = check(repository(BROKEN))
    assert [one.rule.name for one in outcome.findings if one.severity == ERROR] == ["gitignore-misses-bytecode"]
    assert outcome.root.exit == 1 and not outcome.changed


def test_fixed(repository):
    tree = repository(BROKEN)
    outcome = check(tree, fix=True)
    assert outcome.changed and outcome.root.exit == 1 and all(one.applied for one in outcome.findings)
    assert check(tree).root.exit == 0
    again = repository(BROKEN, name="again")
    assert check(again, fix=True, exit_zero_on_fix=True).root.exit == 0


@pytest.mark.parametrize(
    ("name", "words"), [("gone", "gone: no such folder"), ("f", "f: not a folder; give the repository's folder")]
)
def test_what_is_no_repository(tmp_path, monkeypatch, name, words):
    (tmp_path / "f").write_text("")
    monkeypatch.chdir(tmp_path)
    outcome = root.check(root.every_hook(Options()), name)
    assert outcome.root == (name, FAILED, words, 2, 0.0) and outcome.findings == []
    with pytest.raises(UsageError):
        root.open_repository(name)


def test_settings_that_are_wrong_fail_that_repository_alone(repository):
    outcome = check(repository({"pyproject.toml": "[tool.watchlint]\nnonsense = 1\n"}))
    assert outcome.root.status == FAILED and outcome.root.exit == 2 and "nonsense" in (outcome.root.error or "")


def test_the_repository_around_the_current_folder(repository, folder, monkeypatch):
    tree = repository({"a/b": ""})
    monkeypatch.chdir(tree / "a")
    assert root.open_repository(None).root == str(tree)
    monkeypatch.chdir(folder({"x": ""}).path)
    assert root.open_repository(None).root == str(folder())


def test_another_process_can_have_an_outcome(repository):
    outcome = check(repository({**BROKEN, "watchlint.toml": ""}))
    assert any(one.fix and one.fix.edits for one in outcome.findings)
    again = pickle.loads(pickle.dumps(root.without_edits(outcome)))
    assert [one.message for one in again.findings] == [one.message for one in outcome.findings]
    assert all(one.fix is None or one.fix.edits == () for one in again.findings)


@pytest.mark.parametrize(
    ("severities", "changed", "strict", "wanted"),
    [
        ([], False, False, 0), ([INFO], False, True, 0), ([WARNING], False, False, 0), ([WARNING], False, True, 1),
        ([ERROR], False, False, 1), ([INFO, WARNING, ERROR], False, False, 1), ([], True, False, 1),
    ],
)  # fmt: skip
def test_exit_code(severities, changed, strict, wanted):
    rules = [Rule("a", one, "s", "w", "e", {}, {}, "none", "0.1.0", "x", "check-a") for one in severities]
    assert root.exit_code([Finding(rule, "m") for rule in rules], changed, strict) == wanted


def test_what_was_fixed_fails_no_more():
    finding = Finding(Rule("a", ERROR, "s", "w", "e", {}, {}, "none", "0.1.0", "x", "check-a"), "m")
    finding.applied = True
    assert root.exit_code([finding], False, False) == 0
