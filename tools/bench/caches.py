"""clean-caches beside find, on 200,000 files with 20,000 caches; exit 1 where a bar is missed: `python -m tools.bench.caches`.

TMPDIR says on which disk. Removing is timed beside find and rm, on a tree made anew for each.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from tools.bench.measure import interleaved, row, script

BAR = 3.0
FIND = ["find", ".", "-name", "__pycache__", "-prune"]
MODULES = range(4)  # sources of each folder, and as many files in its __pycache__
OTHERS = range(2)


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.caches", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="interleaved dry runs (default: 9)")
    parser.add_argument(
        "--folders", type=int, default=20_000, help="each with a cache, 10 files in all (default: 20000)"
    )
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        root = Path(place) / "tree"
        _tree(root, options.folders)
        commands = {"find": FIND, "clean-caches -n": [script("clean-caches"), "--dry-run", "."]}
        times = interleaved(commands, root, options.runs)
        print(
            f"{10 * options.folders:,} files with {options.folders:,} caches, median of {options.runs} interleaved runs"
        )
        print(f"  {'find … -prune':24}{times['find'] * 1000:8.1f} ms")
        missed = row("clean-caches -n", times["clean-caches -n"], times["find"], BAR)
        gone = {"find": [*FIND, "-exec", "rm", "-rf", "{}", "+"], "clean-caches": [script("clean-caches"), "-q", "."]}
        taken = {name: median(_removal(words, root, options.folders) for _ in range(3)) for name, words in gone.items()}
        print(f"  {'find … -exec rm -rf':24}{taken['find'] * 1000:8.1f} ms")
        return int(missed + row("clean-caches", taken["clean-caches"], taken["find"], BAR))


def _removal(words: list[str], root: Path, folders: int) -> float:
    """The seconds one removal took, in a tree that has all its caches again."""
    _tree(root, folders)
    start = time.perf_counter()
    subprocess.run(words, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _tree(root: Path, folders: int) -> None:
    """Make the tree, or what is missing of it."""
    for number in range(folders):
        folder = f"{root}/part{number // 200}/package{number}"
        new = not os.path.exists(folder)
        os.makedirs(f"{folder}/__pycache__", exist_ok=True)
        for module in MODULES:
            _write(f"{folder}/__pycache__/m{module}.cpython-311.pyc", 100)
        for name in (
            (*(f"m{module}.py" for module in MODULES), *(f"data{other}.txt" for other in OTHERS)) if new else ()
        ):
            _write(f"{folder}/{name}", 0)


def _write(path: str, size: int) -> None:
    with open(path, "wb") as file:
        file.write(b"x" * size)


if __name__ == "__main__":
    raise SystemExit(main())
