"""`watchlint watches` beside check-toml and `find . -type d`; exit 1 where a bar is missed: `python -m tools.bench.watches`.

The large tree has 10 files in each of 100,000 folders, hard links to a few empty ones; TMPDIR says on which disk.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench.measure import SMALL, interleaved, peak_row, repository, row, script

SMALL_BAR = 3.0
LARGE_BAR = 2.0
MEMORY_BAR = 200  # MiB
LINKS = 50_000  # ext4 gives one file 65,000 names


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.watches", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=25, help="interleaved runs on the small repository (default: 25)")
    parser.add_argument("--folders", type=int, default=100_000, help="of the large tree (default: 100000; 0: none)")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        missed = _small(Path(place) / "small", options.runs)
        if options.folders:
            missed += _large(Path(place) / "large", options.folders)
    return 1 if missed else 0


def _small(root: Path, runs: int) -> int:
    repository(root, {**SMALL, "Procfile": "web: streamlit run app.py\n"})
    watches = [sys.executable, "-m", "watchlint.cli.watches"]
    commands = {
        "check-toml": [script("check-toml"), "pyproject.toml"],
        "watches --json": [*watches, "--json"],
        "watches": watches,
    }
    times = interleaved(commands, root, runs)
    base = times.pop("check-toml")
    print(f"a small repository, median of {runs} interleaved runs")
    print(f"  {'check-toml':24}{base * 1000:8.1f} ms")
    return sum(row(name, seconds, base, SMALL_BAR) for name, seconds in times.items())


def _large(root: Path, count: int) -> int:
    _tree(root, count)
    commands = {
        "find": ["sh", "-c", "find . -type d | wc -l"],
        "watches": [sys.executable, "-m", "watchlint.cli.watches", "."],
    }
    times = interleaved(commands, root, 5)
    folders = int(subprocess.run(commands["find"], cwd=root, capture_output=True, check=True).stdout)
    print(f"{10 * count:,} files in {folders:,} folders, median of 5 interleaved runs")
    print(f"  {'find . -type d | wc -l':24}{times['find'] * 1000:8.1f} ms")
    missed = row("watches", times["watches"], times["find"], LARGE_BAR)
    missed += peak_row("watches", commands["watches"], root, MEMORY_BAR)
    return missed


def _tree(root: Path, count: int) -> None:
    root.mkdir()
    for name, text in {**SMALL, "Procfile": "web: streamlit run app.py\n"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    seeds = root / "seeds"
    seeds.mkdir()
    for number in range(count):
        folder = f"{root}/data/{number // 1000}/{number // 25 % 40}/{number % 25}"
        os.makedirs(folder)
        for file in range(10):
            seed = seeds / str((number * 10 + file) // LINKS)
            if not seed.exists():
                seed.touch()
            os.link(seed, f"{folder}/{file}.bin")


if __name__ == "__main__":
    raise SystemExit(main())
