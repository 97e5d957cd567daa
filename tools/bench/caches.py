"""clean-caches beside pyclean and find, on a tree with a cache in every folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tools.bench.measure import Cost, Row, Table, run, script, table

FIND = ["find", ".", "-name", "__pycache__", "-prune"]
MODULES = range(4)  # sources of each folder, and as many files in its __pycache__
OTHERS = range(2)
FILES = 2 * len(MODULES) + len(OTHERS)


def tables(place: Path, runs: int, folders: int) -> Iterator[Table]:
    """Counting what would go, then removing it, in a tree that is made whole again before each run."""
    root = place / "caches"
    _make(root, folders)
    size = f"{FILES * folders:,} files with {folders:,} caches"
    counting = {
        "find -prune": FIND,
        "pyclean --dry-run": [script("pyclean"), "--dry-run", "-q", "."],
        "clean-caches --dry-run": [script("clean-caches"), "--dry-run", "."],
    }
    yield table(f"Caches: counting, {size}", counting, root, runs, {"clean-caches --dry-run": 3.0})
    removing = {
        "find -exec rm -rf": [*FIND, "-exec", "rm", "-rf", "{}", "+"],
        "pyclean": [script("pyclean"), "-q", "."],
        "clean-caches": [script("clean-caches"), "-q", "."],
    }
    costs = {name: _removal(words, root, folders) for name, words in removing.items()}
    base = next(iter(costs.values())).wall
    rows = [Row(name, cost, cost.wall / base, 3.0 if name == "clean-caches" else None) for name, cost in costs.items()]
    yield Table(f"Caches: removing, {size}", next(iter(costs)), rows)


def _removal(words: list[str], root: Path, folders: int) -> Cost:
    """What a removal takes, the median of three."""
    taken = []
    for _ in range(3):
        _make(root, folders)
        taken.append(run(words, root))
    return Cost(*map(median, zip(*taken, strict=True)))


def _make(root: Path, folders: int) -> None:
    """Make the tree, or what is missing of it."""
    for number in range(folders):
        folder = f"{root}/part{number // 200}/package{number}"
        if not os.path.exists(folder):
            os.makedirs(folder)
            for name in (*(f"m{module}.py" for module in MODULES), *(f"data{other}.txt" for other in OTHERS)):
                _write(f"{folder}/{name}", 0)
        os.makedirs(f"{folder}/__pycache__", exist_ok=True)
        for module in MODULES:
            _write(f"{folder}/__pycache__/m{module}.cpython-311.pyc", 100)


def _write(path: str, size: int) -> None:
    with open(path, "wb") as file:
        file.write(b"x" * size)
