"""Measure the hooks against check-toml and git status; exit 1 where a bar is missed.

Needs an environment with the `dev` extra. Times are medians over interleaved runs, so that a busy machine slows both sides.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from tools.bench.measure import SMALL, interleaved, peak_row, repository, row, script

HOOKS = (
    "check-gitignore",
    "check-compiled-files",
    "check-inotify-tier",
    "check-streamlit-config",
    "check-reloader",
    "check-launch-files",
)
SMALL_BAR = 1.5
ALL_BAR = 2.5
LARGE_BAR = 1.5
MEMORY_BAR = 250  # MiB


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=25, help="interleaved runs of each small command (default: 25)")
    parser.add_argument(
        "--files", type=int, default=200_000, help="files of the large repository (default: 200000; 0: none)"
    )
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        missed = _small(Path(folder) / "small", options.runs)
        if options.files:
            missed += _large(Path(folder) / "large", options.files)
    return 1 if missed else 0


def _small(root: Path, runs: int) -> int:
    repository(root, SMALL)
    rival = [script("check-toml"), "pyproject.toml"]
    names = [name for name in (*HOOKS, "check-all") if os.path.exists(script(name))]
    times = interleaved({"check-toml": rival, **{name: [script(name)] for name in names}}, root, runs)
    base = times["check-toml"]
    print(f"a small clean repository, median of {runs} interleaved runs")
    print(f"  {'check-toml':24}{base * 1000:8.1f} ms")
    return sum(row(name, times[name], base, ALL_BAR if name == "check-all" else SMALL_BAR) for name in names)


def _large(root: Path, count: int) -> int:
    """Two in a hundred files are Python, in as many folders as a large repository has."""
    files = {f"d{n // 1000}/e{n // 100 % 10}/f{n}.{'py' if n % 50 == 0 else 'txt'}": "" for n in range(count)}
    repository(root, {**files, ".gitignore": SMALL[".gitignore"], ".watchlint.toml": 'inotify-tier = "large"\n'})
    commands = {"git status": ["git", "status", "--short"], "check-all": [script("check-all")]}
    times = interleaved(commands, root, 7)
    print(f"{count:,} tracked files in {count // 100:,} folders, median of 7 interleaved runs")
    print(f"  {'git status':24}{times['git status'] * 1000:8.1f} ms")
    missed = row("check-all", times["check-all"], times["git status"], LARGE_BAR)
    missed += peak_row("check-all", commands["check-all"], root, MEMORY_BAR)
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
