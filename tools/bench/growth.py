"""check-all as a repository grows, beside `git status`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.bench import repositories
from tools.bench.measure import Table, script, table

GOALS = {200_000: 0.8, 1_000_000: 0.8}
"""Files -> the time of check-all beside that of `git status`; below them starting Python is most of it."""


def tables(place: Path, runs: int, counts: Sequence[int]) -> Iterator[Table]:
    """A table for each number of files."""
    for count in counts:
        root = repositories.make(place / f"files{count}", repositories.large(count))
        commands = {
            "git status": ["git", "status", "--short"],
            "git ls-files": ["git", "ls-files"],
            "check-all": [script("check-all")],
        }
        goals = {"check-all": GOALS[count]} if count in GOALS else {}
        title = f"Growth: {count:,} tracked files in {max(count // 100, 1):,} folders"
        yield table(title, commands, root, runs, goals, memory_of=["check-all"])
