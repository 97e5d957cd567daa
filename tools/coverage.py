"""Count the lines and branches of watchlint/ that the tests run, folder by folder; exit 1 where one is below the goal.

    python -m tools.coverage --write    the tests without oracles, into docs/coverage.md: what nobody needs a real server for
    python -m tools.coverage --oracles  the oracles after them, in a column of their own

Processes that a test starts are counted too. Where a folder is below the goal, the lines of its modules that no test ran are
printed; `coverage html --data-file .cache/coverage/without` shows all of them, and the branches.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent.parent
DATA = HERE / ".cache" / "coverage"
PAGE = HERE / "docs" / "coverage.md"
GOAL = 95.0

# There the n-th system call of a process is what counts, and counting lines makes calls of its own.
LEFT_OUT = ("tests/fixes/test_faults.py",)

HEAD = f"""# What the tests run

Made by `python -m tools.coverage --write`, from a run. Of the lines and branches in each folder of the package: those that are
run by tests which need no real server. They are counted every night, and a folder below {GOAL:.0f} % fails. What a real server does is
told by the oracles, the tests that start one; that our own code does what we say of it must show without one. With `--oracles`
a second column counts those too.

"""


class Count(NamedTuple):
    """Lines and branches: how many there are, how many were run."""

    there: int = 0
    run: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.run / self.there if self.there else 100.0


class Module(NamedTuple):
    """A module's count, and its lines that were not run."""

    count: Count
    missing: Sequence[int]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.coverage", description=__doc__.partition("\n")[0])
    parser.add_argument("--oracles", action="store_true", help="count once more with the tests that run real servers")
    parser.add_argument("--write", action="store_true", help="write the table into docs/coverage.md")
    parser.add_argument("-n", dest="workers", default="auto", help="processes that test side by side (default: auto)")
    options = parser.parse_args(argv)
    failed = tested("without", "not oracle", options.workers)
    columns = [modules("without")]
    if options.oracles:
        failed |= tested("oracles", "oracle", options.workers)
        combined("with", [DATA / "without", DATA / "oracles"], keep=True)
        columns.append(modules("with"))
    sums = [folders(column) for column in columns]
    lines = table(sums)
    print("\n".join(lines))
    if options.write:
        PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    below = {folder for folder, counted in sums[0].items() if counted.percent < GOAL}
    for path, module in columns[0].items():
        if module.missing and os.path.dirname(path) in below:
            print(f"{path}: {ranges(module.missing)}")
    if failed:
        print("Some tests failed: what they would have run is not counted.")
    return int(failed or bool(below))


def tested(name: str, marked: str, workers: str) -> bool:
    """Run the tests that are MARKED so, and keep what they ran under this name -> whether some failed."""
    parts = DATA / f"{name}.parts"
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-m", marked, "-n", workers, "--dist", "loadfile",
         "-p", "no:cacheprovider", *(f"--ignore={path}" for path in LEFT_OUT)],
        cwd=HERE, env={**os.environ, "COVERAGE_FILE": str(parts / "part")},
    )  # fmt: skip
    combined(name, parts.iterdir(), keep=False)
    return done.returncode != 0


def combined(name: str, parts: Iterable[Path], keep: bool) -> None:
    """Put what these data files hold into one."""
    from coverage import Coverage

    (DATA / name).unlink(missing_ok=True)
    whole = Coverage(data_file=str(DATA / name), config_file=str(HERE / "pyproject.toml"))
    whole.combine([str(part) for part in parts], strict=True, keep=keep)
    whole.save()


def modules(name: str) -> dict[str, Module]:
    """path -> count, of each module of the package."""
    from coverage import Coverage

    known = Coverage(data_file=str(DATA / name), config_file=str(HERE / "pyproject.toml"))
    known.load()
    known.json_report(outfile=str(DATA / f"{name}.json"))
    files = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["files"]
    found = {}
    for path, file in files.items():
        one = file["summary"]
        count = Count(one["num_statements"] + one["num_branches"], one["covered_lines"] + one["covered_branches"])
        found[Path(path).as_posix()] = Module(count, file["missing_lines"])
    return dict(sorted(found.items()))


def folders(found: dict[str, Module]) -> dict[str, Count]:
    """What the modules beside each other in a folder have together; folders that hold no code are left out."""
    sums: dict[str, Count] = {}
    for path, module in found.items():
        before = sums.get(os.path.dirname(path), Count())
        sums[os.path.dirname(path)] = Count(before.there + module.count.there, before.run + module.count.run)
    return {folder: count for folder, count in sums.items() if count.there}


def table(columns: Sequence[dict[str, Count]]) -> list[str]:
    """The lines of a Markdown table: each folder, how much it holds, and the share that each column's tests run."""
    heads = ["folder", "lines and branches", "without oracles", "with oracles"][: 2 + len(columns)]
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    every = [Count(*map(sum, zip(*column.values(), strict=True))) for column in columns]
    for folder in [*columns[0], "together"]:
        counts = every if folder == "together" else [column[folder] for column in columns]
        lines.append(f"| {folder} | {counts[0].there:,} | {' | '.join(f'{one.percent:.1f} %' for one in counts)} |")
    return lines


def ranges(numbers: Sequence[int]) -> str:
    """`3, 5-7`: line numbers, neighbours together."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join("-".join(map(str, ends)) for ends in found)


if __name__ == "__main__":
    raise SystemExit(main())
