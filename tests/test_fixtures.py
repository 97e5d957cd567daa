"""The trees in fixtures/, with the manifest's own entry line: broken raises, --fix gives fixed, clean is silent."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

import pytest
import yaml

from tests import spelling
from watchlint.facts.machine import inotify
from watchlint.rules.catalogue import HOOKS

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = PROJECT / "fixtures"
HOOK_OF = {entry.name: hook.name for hook in HOOKS for entry in hook.entries}
"""Rule -> its hook."""


FOUND = FIXTURES / "found.json"
"""Rule and case -> where its findings stand: [path, line, column, last column, severity, has help, its fix is safe, what tells
it from others]. Written anew by WATCHLINT_FOUND=write pytest tests/test_fixtures.py; read the difference before you commit it."""


def cases(kind: str, of_rules: bool = True) -> list[tuple[str, str]]:
    found = (path for path in FIXTURES.glob(f"*/{kind}/*") if path.is_dir())
    rows = sorted((path.parent.parent.name, path.name) for path in found)
    return [row for row in rows if (row[0] in HOOK_OF) is of_rules]


def files(folder: str, kind: str, case: str) -> dict[str, bytes]:
    return spelling.read(FIXTURES / folder / kind / case)


def entries() -> dict[str, list[str]]:
    """Hook -> the words of its entry line."""
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: shlex.split(hook["entry"]) + hook.get("args", []) for hook in hooks}


ENTRIES = entries()
THROUGH_THE_SCRIPT = set({HOOK_OF[rule]: (rule, case) for rule, case in cases("broken")}.values())
"""One case a hook is run by its console script, the others in this process."""


@pytest.fixture
def machine(monkeypatch):
    """A machine that every case gets the same verdict on: the limits Linux had before 5.11."""
    monkeypatch.setattr(inotify, "limits", lambda: inotify.Limits(8192, 128, 16384))
    monkeypatch.setattr(inotify, "ram", lambda: 16 << 30)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)


@pytest.fixture
def hook(run, script, machine):
    """Run a hook's entry line: `hook(name, *flags, cwd=tree, as_script=False)`."""

    def call(name: str, *flags: str, cwd, as_script: bool = False):
        program, *arguments = ENTRIES[name]
        start = script if as_script else run
        return start(program if as_script else program.replace("-", "_"), *arguments, *flags, cwd=cwd)

    return call


@pytest.fixture
def raised(hook):
    """The findings that a rule's hook reports with this rule selected."""

    def call(rule: str, *flags: str, cwd, as_script: bool = False) -> list[dict]:
        shown = hook(HOOK_OF[rule], "--output-format", "json", "--select", rule, *flags, cwd=cwd, as_script=as_script)
        assert shown.err == ""
        found = json.loads(shown.out)["findings"]
        if not flags:
            assert shown.code == any(finding["severity"] == "error" for finding in found)
        return found

    return call


@pytest.mark.parametrize(("rule", "case"), cases("broken"))
def test_broken_is_raised_and_fix_gives_fixed(repository, raised, known, rule, case):
    tree = spelling.lay(repository, files(rule, "broken", case))
    as_script = (rule, case) in THROUGH_THE_SCRIPT
    before = (tree.contents(), tree.status)
    found = raised(rule, cwd=tree, as_script=as_script)
    assert {finding["rule"] for finding in found} == {rule}
    assert places(found) == known.setdefault(f"{rule}/{case}", places(found))
    assert (tree.contents(), tree.status) == before

    fixed = files(rule, "fixed", case)
    if any(finding["fix"] for finding in found):
        raised(rule, "--fix", "--unsafe-fixes", cwd=tree, as_script=as_script)
        tree.git("add", "--all")  # what .gitignore keeps out stays out
        on_disk = tree.contents()
        assert {path: on_disk[path] for path in tree.tracked} == spelling.tracked(fixed)
    else:  # what its owner does by hand
        tree = spelling.lay(repository, fixed, name="fixed")
    assert raised(rule, cwd=tree) == []


def places(found: list[dict]) -> list[list]:
    return [
        [
            *(one.get(key) for key in ("path", "line", "column", "end_column", "severity")),
            bool(one["help"]),
            one["fix"] and bool(one["fix"]["description"]) and one["fix"]["safe"],
            one["fingerprint"],
        ]
        for one in found
    ]


@pytest.fixture(scope="session")
def known():
    """What is known of each case: compared, or put down where that is asked for."""
    written: dict[str, list] = {}
    yield written if os.environ.get("WATCHLINT_FOUND") == "write" else json.loads(FOUND.read_text(encoding="utf-8"))
    if written and os.environ.get("WATCHLINT_FOUND") == "write":
        lines = (f"{json.dumps(name)}: {json.dumps(rows)}" for name, rows in sorted(written.items()))
        FOUND.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


@pytest.mark.parametrize(("rule", "case"), cases("clean"))
def test_clean_is_silent(repository, raised, rule, case):
    tree = spelling.lay(repository, files(rule, "clean", case))
    before = (tree.contents(), tree.status)
    assert raised(rule, cwd=tree) == []
    assert raised(rule, "--fix", "--unsafe-fixes", cwd=tree) == []
    assert (tree.contents(), tree.status) == before


# Folders named by a hook: all of its rules at once.


@pytest.mark.parametrize(("name", "case"), cases("clean", of_rules=False))
def test_clean_passes(repository, hook, name, case):
    tree = spelling.lay(repository, files(name, "clean", case))
    shown = hook(name, cwd=tree)
    assert (shown.code, shown.err) == (0, ""), shown.out
    assert hook(name, "--fix", cwd=tree).code == 0 and tree.status == ""


@pytest.mark.parametrize(("name", "case"), cases("broken", of_rules=False))
def test_broken_fails_and_fix_gives_fixed(repository, hook, name, case):
    tree = spelling.lay(repository, files(name, "broken", case))
    shown = hook(name, cwd=tree)
    assert (shown.code, shown.err) == (1, ""), shown.out
    assert tree.status == ""
    fixed = hook(name, "--fix", "--unsafe-fixes", cwd=tree)
    assert (fixed.code, fixed.err) == (1, ""), fixed.out
    tree.git("add", "--all")  # what .gitignore keeps out stays out
    on_disk = tree.contents()
    assert {path: on_disk[path] for path in tree.tracked} == files(name, "fixed", case)
    assert hook(name, cwd=tree).code == 0


@pytest.mark.parametrize("of_rules", [True, False])
def test_every_broken_case_has_its_fixed_one(of_rules):
    assert cases("broken", of_rules) and cases("broken", of_rules) == cases("fixed", of_rules)
