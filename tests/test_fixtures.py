"""The trees in fixtures/, with the manifest's own entry line: clean passes, broken fails, --fix gives fixed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = PROJECT / "fixtures"


def cases(kind: str) -> list[tuple[str, str]]:
    return sorted((path.parent.parent.name, path.name) for path in FIXTURES.glob(f"*/{kind}/*") if path.is_dir())


def files(hook: str, kind: str, case: str) -> dict[str, bytes]:
    """The tree of a case; see fixtures/README.md for the names."""
    root = FIXTURES / hook / kind / case
    return {_name(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def _name(path: Path) -> str:
    spelt = {"dot-gitignore": ".gitignore", "dunder-pycache": "__pycache__"}
    return "/".join(spelt.get(part, part) for part in path.parts).removesuffix("-file")


@pytest.fixture(scope="module")
def entries() -> dict[str, list[str]]:
    import yaml

    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: shlex.split(hook["entry"]) + hook.get("args", []) for hook in hooks}


@pytest.fixture
def hook(entries, script):
    def call(name: str, *flags: str, cwd):
        program, *arguments = entries[name]
        return script(program, *arguments, *flags, cwd=cwd)

    return call


@pytest.mark.parametrize(("name", "case"), cases("clean"))
def test_clean_passes(repository, hook, name, case):
    tree = repository(files(name, "clean", case))
    shown = hook(name, cwd=tree)
    assert (shown.code, shown.err) == (0, ""), shown.out
    assert hook(name, "--fix", cwd=tree).code == 0 and tree.status == ""


@pytest.mark.parametrize(("name", "case"), cases("broken"))
def test_broken_fails_and_fix_gives_fixed(repository, hook, name, case):
    tree = repository(files(name, "broken", case))
    shown = hook(name, cwd=tree)
    assert (shown.code, shown.err) == (1, ""), shown.out
    assert tree.status == ""
    fixed = hook(name, "--fix", "--unsafe-fixes", cwd=tree)
    assert (fixed.code, fixed.err) == (1, ""), fixed.out
    tree.git("add", "--all")  # what .gitignore keeps out stays out
    on_disk = tree.contents()
    assert {path: on_disk[path] for path in tree.tracked} == files(name, "fixed", case)
    assert hook(name, cwd=tree).code == 0


def test_every_broken_case_has_its_fixed_one():
    assert cases("broken") and cases("broken") == cases("fixed")
