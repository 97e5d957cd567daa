"""`watchlint watches` beside `find -type d`, on a tree of many folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tools.bench import repositories
from tools.bench.measure import Table, script, table

FILES = 10
LINKS = 50_000  # ext4 gives one file 65,000 names


def tables(place: Path, runs: int, folders: int) -> Iterator[Table]:
    """A small app that lies beside so many folders, with ten files in each."""
    root = place / "folders"
    repositories.lay(root, {**repositories.SMALL, "Procfile": "web: streamlit run app.py\n"})
    _fill(root, folders)
    commands = {
        "find -type d": ["sh", "-c", "find . -type d | wc -l"],
        "watches": [script("watchlint"), "watches", "."],
    }
    title = f"Watches: {FILES * folders:,} files in {folders:,} folders"
    yield table(title, commands, root, runs, {"watches": 2.0}, memory_of=["watches"])


def _fill(root: Path, folders: int) -> None:
    """Hard links to a few empty files, which take no room."""
    seeds = root / "seeds"
    seeds.mkdir()
    for number in range(folders):
        folder = f"{root}/data/{number // 1000}/{number // 25 % 40}/{number % 25}"
        os.makedirs(folder)
        for file in range(FILES):
            seed = seeds / str((number * FILES + file) // LINKS)
            if not seed.exists():
                seed.touch()
            os.link(seed, f"{folder}/{file}.bin")
