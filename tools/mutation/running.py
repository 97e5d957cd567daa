"""One run of mutmut, on a copy of the work tree."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tools.mutation.selecting import OTHER_PYTHON, PROJECT, tests

KILLED = ("killed", "timeout", "segfault", "suspicious")
"""What mutmut calls a mutant that a test noticed: by failing, by never coming to an end, by a crash, by taking too long."""

ASKED = """
import json, sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
path, names = sys.argv[1], sys.argv[2:]
codes = json.load(open(f"mutants/{path}.meta"))["exit_code_by_key"]
named = {name: status_by_exit_code[codes[name]] for name in names}
print(json.dumps({
    name: (said, get_diff_for_mutant(name, path=path) if said == "survived" else "") for name, said in named.items()
}))
"""
"""Asks mutmut what became of the mutants of one module: `mutmut show` does one a process."""


class Tried(NamedTuple):
    """What became of the mutants of one module."""

    module: str
    mutants: int
    tried: int
    killed: int
    unreached: int
    survivors: list[tuple[str, str, str, str]]
    """Of each its name, the function, what stood there, and what the mutant has in its place."""


def run(modules: list[str], most: int, seed: str, processes: int, work: Path) -> list[Tried]:
    """Tries at most so many mutants a module, chosen by the seed; `work` is an empty folder to do it in."""
    _lay(modules, work)
    _mutmut(work, "run", "--max-children", str(processes), "none-of-them")  # makes the mutants, and times the tests
    known = {module: _names(work, module) for module in modules}
    if not any(known.values()):
        return []
    chosen = {
        module: random.Random(f"{seed} {module}").sample(names, min(most, len(names)))
        for module, names in known.items()
    }
    names = [name for of in chosen.values() for name in of]
    done = _mutmut(work, "run", "--max-children", str(processes), *names)
    if done.returncode:
        raise SystemExit(f"{done.stdout[-4000:]}{done.stderr[-2000:]}\nmutmut ended with {done.returncode}")
    return [_tried(work, module, len(known[module]), chosen[module]) for module in modules if known[module]]


def _lay(modules: list[str], work: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    for path in filter(None, listed.stdout.split("\0")):
        source, target = PROJECT / path, work / path
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    selection = list(dict.fromkeys(test for module in modules for test in tests(module)))
    with open(work / "pyproject.toml", "a", encoding="utf-8") as settings:
        settings.write("\n[tool.mutmut]\n")
        for key, value in {
            "source_paths": ["watchlint"],
            "only_mutate": modules,
            "also_copy": ["hooks", "tools", "fixtures", "docs", ".pre-commit-hooks.yaml", "README.md"],
            "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not oracle and not nightly"],
            "pytest_add_cli_args_test_selection": [*selection, *(f"--deselect={test}" for test in OTHER_PYTHON)],
            "timeout_multiplier": 4.0,
            "timeout_constant": 1.0,
            "track_dependencies": False,
        }.items():
            settings.write(f"{key} = {json.dumps(value)}\n")


def _mutmut(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, errors="replace")


def _names(work: Path, module: str) -> list[str]:
    path = work / "mutants" / f"{module}.meta"
    return list(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]) if path.is_file() else []


def _tried(work: Path, module: str, mutants: int, chosen: list[str]) -> Tried:
    command = [sys.executable, "-c", ASKED, module, *chosen]
    asked = subprocess.run(command, cwd=work, capture_output=True, text=True, check=True)
    became: dict[str, tuple[str, str]] = json.loads(asked.stdout)
    said = [status for status, _ in became.values()]
    killed, unreached = sum(status in KILLED for status in said), said.count("no tests")
    survivors = [
        (name, *_change(name, diff)) for name, (status, diff) in sorted(became.items()) if status == "survived"
    ]
    if killed + unreached + len(survivors) != len(chosen):
        raise SystemExit(f"{module}: mutmut did not come to an end: {sorted(set(said))}")
    return Tried(module, mutants, len(chosen), killed, unreached, survivors)


def _change(name: str, diff: str) -> tuple[str, str, str]:
    """The function, the lines that stood there and those the mutant has."""
    body = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was = " ".join(line[1:].strip() for line in body if line.startswith("-")).strip()
    now = " ".join(line[1:].strip() for line in body if line.startswith("+")).strip()
    return name.rpartition("__mutmut_")[0].rpartition(".")[2], was, now
