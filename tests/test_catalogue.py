"""What is made from the rules is up to date, and the manifest is one both runners take."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml

from tools import catalogue
from watchlint.rules.catalogue import HOOKS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(catalogue.__file__).parent.parent


def test_nothing_made_is_stale():
    assert catalogue.stale() == []


def entries():
    return yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def scripts():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]


def test_every_hook_is_in_the_manifest():
    assert {hook.name for hook in HOOKS} | {"check-all"} <= {entry["id"] for entry in entries()}


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["id"])
def test_an_entry_is_a_console_script_that_sees_the_whole_repository(entry):
    assert entry["entry"].split()[0] in scripts()
    assert entry["always_run"] is True
    assert entry["pass_filenames"] is False
    assert entry["require_serial"] is True
    assert "commit-msg" not in entry["stages"]
    assert isinstance(entry["minimum_pre_commit_version"], str)


def test_ci_installs_and_runs_what_the_readme_says():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```console\n(.*?)```", readme, re.S) for line in block.splitlines()]
    install = next(line for line in commands if "pip install" in line and ".venv" in line)
    tests = next(line for line in commands if "pytest" in line)
    assert install in script
    assert f"\n{tests}\n" in script
