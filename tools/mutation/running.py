"""One run: a copy of the work tree, one pytest in it for all the modules, a child of that for each mutant."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.mutation import inside
from tools.mutation.selecting import OTHER_PYTHON, PROJECT, own, room

if TYPE_CHECKING:
    from tools.mutation.mutants import Mutant


class Tried(NamedTuple):
    """What became of the mutants of one module."""

    module: str
    mutants: int
    tried: int
    killed: int
    unreached: int
    survivors: list[tuple[str, str, str, str]]
    """Of each its number, the function, what stood there, and what the mutant has in its place."""


def run(
    modules: list[str], most: int, seed: str, seconds: float, work: Path, only: dict[str, list[list[str]]] | None = None
) -> list[Tried]:
    """Tries at most so many mutants a module, chosen by the seed; `work` is an empty folder to do it in. `only`: those of each
    module that are named by function, what stood there and what stands there now."""
    from tools.mutation import mutants  # which imports mutmut, and is not needed to read a table

    every: dict[str, int] = {}
    chosen: dict[str, list[Mutant]] = {}
    for module in modules:
        whole, found = mutants.changes(module)
        if found:
            every[module] = len(found)
            numbered = list(enumerate(found, 1))
            if only is None:
                numbered = sorted(
                    random.Random(f"{seed} {module}").sample(numbered, min(most, len(numbered))), key=_number
                )
            made = mutants.made(module, whole, numbered)
            named = only and [tuple(each) for each in only[module]]
            chosen[module] = [one for one in made if not named or (one.function, one.was, one.now) in named]
    if not every:
        return []
    _lay(work)
    became = _asked(chosen, seconds, work)
    return [_tried(module, every[module], chosen[module], became) for module in every]


def _number(numbered: tuple[int, object]) -> int:
    return numbered[0]


def _lay(work: Path) -> None:
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


def _asked(chosen: dict[str, list[Mutant]], seconds: float, work: Path) -> dict[tuple[str, int], str]:
    """What became of each, by its module and number."""
    selection = room(list(chosen))
    request, results, said = (work / f"mutants.{name}" for name in ("request", "results", "said"))
    asked = {
        "results": str(results),
        "seconds": seconds,
        "own": {module: own(module) for module in chosen},
        "mutants": [each._asdict() for of in chosen.values() for each in of],
    }
    request.write_text(json.dumps(asked), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir=.", "--tb=no", "-p", "tools.mutation.inside"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not oracle and not nightly"]
    command += ["-o", "tmp_path_retention_policy=none", f"--basetemp={work / 'temporary'}"]
    command += [f"--deselect={test}" for test in OTHER_PYTHON]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", inside.REQUEST: str(request)}
    with said.open("w") as out:
        done = subprocess.run([*command, *selection], cwd=work, env=environment, stdout=out, stderr=out)
    if done.returncode or not results.is_file():
        raise SystemExit(f"{said.read_text(errors='replace')[-4000:]}\npytest ended with {done.returncode}")
    head, *lines = (json.loads(line) for line in results.read_text(encoding="utf-8").splitlines())
    for test in head["failed"]:
        print(f"not asked, for it fails in a copy: {test}")
    return {(line["module"], line["number"]): line["status"] for line in lines}


def _tried(module: str, every: int, chosen: list[Mutant], became: dict[tuple[str, int], str]) -> Tried:
    said = [(each, became[module, each.number]) for each in chosen]
    strange = {status for _, status in said} - {inside.KILLED, inside.SURVIVED, inside.UNREACHED}
    if strange:
        raise SystemExit(f"{module}: {sorted(strange)}")
    statuses = [status for _, status in said]
    survivors = [
        (str(each.number), each.function, each.was, each.now) for each, status in said if status != inside.KILLED
    ]
    return Tried(module, every, len(chosen), statuses.count(inside.KILLED), statuses.count(inside.UNREACHED), survivors)
