"""launch-bytecode-flag."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.rules.launch.shapes import fixed, seen
from watchlint.facts.launch.base.source import Source
from watchlint.rules.launch.bytecode_flag import problems

RULE = "launch-bytecode-flag"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "bytecode false": (
        {"compose.yml": "services:\n  a:\n    environment:\n      PYTHONDONTWRITEBYTECODE: false\n"},
        [("warning", "compose.yml", 4)],
        {"compose.yml": "services:\n  a:\n    environment:\n      PYTHONDONTWRITEBYTECODE: 1\n"},
    ),
    "false": (
        {"Dockerfile": "FROM x\nENV PYTHONDONTWRITEBYTECODE=False\n"},
        [("warning", "Dockerfile", 2)],
        {"Dockerfile": "FROM x\nENV PYTHONDONTWRITEBYTECODE=1\n"},
    ),
    "0, which has no fix": (
        {"Dockerfile": "FROM x\nENV PYTHONDONTWRITEBYTECODE=0\n"},
        [("info", "Dockerfile", 2)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "1, and somebody else's": {"Dockerfile": "FROM x\nENV PYTHONDONTWRITEBYTECODE=1\n", "a.sh": "export PYTHONDONTWRITEBYTECODE=$X\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []


@pytest.mark.parametrize("value", ["0", "00", "1", "2", "false", "no", "off", "n", "F", "", "x"])
def test_python_reads_the_flag_as_the_rule_says(value):
    """The real interpreter: a finding where the value does not do what it reads as."""
    command = [sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": value}
    writes = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip() == "False"
    )
    said = list(problems(Source(".env", "dotenv", f"PYTHONDONTWRITEBYTECODE={value}\n".encode())))
    assert writes == (value in ("", "0", "00"))
    assert bool(said) == (value in ("0", "00", "false", "no", "off", "n", "F"))
    if said:
        assert ("leaves bytecode on" in said[0].message) == writes
