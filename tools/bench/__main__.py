"""Time watchlint beside check-toml, ruff, git, find, pyclean and grep, and print tables; exit 1 where a goal is missed.

Needs an environment with the `dev` extra. Times are medians over interleaved runs, so that a busy machine slows all sides;
TMPDIR says on which disk. With --write the tables and the plot of docs/performance.md are made anew from this run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.bench import caches, growth, logs, page, start, watches
from tools.bench.measure import Row, Table

PARTS = ("start", "growth", "watches", "caches", "logs")


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    made = []
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        for table in _tables(options, Path(place)):
            print("\n".join(lines(table)), flush=True)
            made.append(table)
    if options.write:
        page.write(made)
    return int(any(row.is_missed for table in made for row in table.rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("parts", nargs="*", metavar="PART", help=f"what to time: {', '.join(PARTS)} (default: all)")
    add("--runs", type=int, default=25, help="runs of each small command (default: 25); of large ones a fifth")
    add("--files", type=int, nargs="+", default=[100, 10_000, 200_000], help="sizes of repositories (100 10000 200000)")
    add("--million", action="store_true", help="a repository of 1,000,000 files too: 4 GB of disk, minutes to make")
    add("--folders", type=int, default=100_000, help="of the tree that is watched (default: 100000)")
    add("--caches", type=int, default=20_000, help="folders with a cache (default: 20000)")
    add("--log-size", type=int, default=256, help="of each log, in MiB (default: 256)")
    add("--write", action="store_true", help="put the tables and the plot into docs/performance.md")
    return parser


def _tables(options: argparse.Namespace, place: Path) -> Iterator[Table]:
    parts, few = options.parts or PARTS, max(3, options.runs // 5)
    if "start" in parts:
        yield from start.tables(place, options.runs)
    if "growth" in parts:
        yield from growth.tables(place, few, [*options.files, *([1_000_000] if options.million else [])])
    if "watches" in parts:
        yield from watches.tables(place, few, options.folders)
    if "caches" in parts:
        yield from caches.tables(place, few, options.caches)
    if "logs" in parts:
        yield from logs.tables(place, 3, options.log_size)


def lines(table: Table) -> Iterator[str]:
    """A table for a terminal."""
    yield f"{table.title} (× beside {table.base})"
    yield f"  {'':26}{'clock':>10}{'':11}{'processors':>13}"
    yield from map(_line, table.rows)


def _line(row: Row) -> str:
    clock, cpu = f"{row.cost.wall * 1000:8.1f} ms", f"{row.cost.cpu * 1000:8.1f} ms"
    goal = "" if row.goal is None else f"  goal {row.goal:g} ×{', MISSED' if row.is_missed else ''}"
    memory = "" if row.memory is None else f"  {row.memory:,.0f} MiB"
    return f"  {row.name:26}{clock:>11}{row.ratio:7.2f} × {cpu:>13}{memory}{goal}"


if __name__ == "__main__":
    sys.exit(main())
