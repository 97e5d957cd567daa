"""Count the lines and branches of watchlint/ that the tests run, folder by folder; exit 1 where one is below the goal.

    python -m tools.coverage                    the tests without oracles: what nobody needs a real server for
    python -m tools.coverage --oracles --write  the oracles after them, and both into docs/coverage.md

Processes that a test starts are counted too. Where a folder is below the goal, the lines of its modules that no test ran are
printed; `coverage html --data-file .cache/coverage/quick` shows the others.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from coverage import Coverage, CoverageData

HERE = Path(__file__).resolve().parent.parent
PACKAGE = HERE / "watchlint"
DATA = HERE / ".cache" / "coverage"
PAGE = HERE / "docs" / "coverage.md"
GOAL = 95.0

# Here the n-th system call of a process is what is looked at, and counting lines makes system calls of its own.
LEFT_OUT = ["tests/fixes/test_faults.py"]

HEAD = f"""# What the tests run

Made by `python -m tools.coverage --oracles --write`, from a run. Lines and branches of each folder of the package, run by the
tests that need no real server, and by all of them. Every night the first are counted, and a folder below {GOAL:.0f} % fails.
What a real server does is told by the oracles; that our own code does what we say of it must show without one.

"""


class Count(NamedTuple):
    """Lines and branches: how many there are, how many were run."""

    there: int = 0
    run: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.run / self.there if self.there else 100.0


class Module(NamedTuple):
    """A module's count, and where it has lines or branches that were not run."""

    count: Count
    missing: str


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.coverage", description=__doc__.partition("\n")[0])
    parser.add_argument("--oracles", action="store_true", help="count once more with the tests that run real servers")
    parser.add_argument("--write", action="store_true", help="write the table into docs/coverage.md")
    parser.add_argument("-n", dest="workers", default="auto", help="processes that test side by side (default: auto)")
    options = parser.parse_args(argv)
    failed = count("quick", "not oracle", options.workers, LEFT_OUT)
    columns = [modules("quick")]
    if options.oracles:
        failed |= count("oracle", "oracle", options.workers, [])
        columns.append(modules("quick", "oracle"))
    lines = table([folders(column) for column in columns])
    print("\n".join(lines))
    if options.write:
        PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    below = {folder for folder, counted in folders(columns[0]).items() if counted.percent < GOAL}
    for name, module in columns[0].items():
        if Path(name).parent.as_posix() in below and module.missing:
            print(f"{name}: {module.missing}")
    if failed:
        print("Some tests failed: what they would have run is not counted.")
    return int(failed or bool(below))


def count(name: str, marked: str, workers: str, left_out: Sequence[str]) -> bool:
    """Run the tests that are MARKED so, and put what they ran into a data file of this name -> whether some failed."""
    place = DATA / f"{name}.parts"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-m", marked, "-n", workers, "--dist", "loadfile",
         "-p", "no:cacheprovider", *(f"--ignore={path}" for path in left_out)],
        cwd=HERE, env={**os.environ, "COVERAGE_FILE": str(place / "part")},
    )  # fmt: skip
    whole = Coverage(data_file=str(DATA / name), config_file=str(HERE / "pyproject.toml"), messages=False)
    whole.erase()
    whole.combine([str(part) for part in place.iterdir()], strict=True)
    whole.save()
    return done.returncode != 0


def modules(*names: str) -> dict[str, Module]:
    """The modules of the package by path, as the tests of these data files ran them."""
    together = CoverageData(no_disk=True)
    for name in names:
        part = CoverageData(basename=str(DATA / name))
        part.read()
        together.update(part)
    asked = Coverage(data_file=None, config_file=str(HERE / "pyproject.toml"), messages=False)
    asked.get_data().update(together)
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        numbers = asked._analyze(str(path)).numbers
        missing = asked.analysis2(str(path))[4]
        counted = Count(numbers.n_statements + numbers.n_branches, numbers.n_executed + numbers.n_executed_branches)
        found[path.relative_to(HERE).as_posix()] = Module(counted, missing)
    return found


def folders(found: dict[str, Module]) -> dict[str, Count]:
    """What the modules beside each other in a folder have together."""
    sums: dict[str, Count] = {}
    for name, module in found.items():
        folder = Path(name).parent.as_posix()
        before = sums.get(folder, Count())
        sums[folder] = Count(before.there + module.count.there, before.run + module.count.run)
    return sums


def table(columns: Sequence[dict[str, Count]]) -> list[str]:
    """The lines of a Markdown table: folders, what there is, and the percentage of each column; all of them last."""
    heads = ["folder", "lines and branches", "without oracles", "with oracles"][: 2 + len(columns)]
    lines = [f"| {' | '.join(heads)} |", f"| {' | '.join(['---', *['---:'] * (len(heads) - 1)])} |"]
    for folder, counted in columns[0].items():
        if counted.there:
            shares = [f"{column[folder].percent:.1f} %" for column in columns]
            lines.append(f"| {folder} | {counted.there} | {' | '.join(shares)} |")
    every = [Count(*map(sum, zip(*column.values(), strict=True))) for column in columns]
    lines.append(f"| together | {every[0].there} | {' | '.join(f'{one.percent:.1f} %' for one in every)} |")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
