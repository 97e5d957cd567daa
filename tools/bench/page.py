"""docs/performance.md: the tables between its marks, and the plot beside it."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.bench import plot
from tools.bench.measure import Row, Table

DOCS = Path(__file__).resolve().parents[2] / "docs"
START, END = "<!-- tables -->\n", "<!-- end of tables -->"


def write(tables: Sequence[Table]) -> None:
    """Put these tables into the page, and draw the plot of them."""
    path = DOCS / "performance.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{START}\n{markdown(tables)}\n{END}{after}", encoding="utf-8")
    (DOCS / "performance.svg").write_text(plot.draw(tables), encoding="utf-8")


def markdown(tables: Sequence[Table]) -> str:
    """The tables, and on what they were measured."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    machine = f"{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}, git {git}"
    return "\n".join([f"Measured on {machine}.", *(line for table in tables for line in _of(table))])


def _of(table: Table) -> Iterator[str]:
    yield from ("", f"### {table.title}", "")
    yield f"| command | by the clock | beside {table.base} | processor time | memory | goal |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    yield from map(_row, table.rows)


def _row(row: Row) -> str:
    memory = "" if row.memory is None else f"{row.memory:,.0f} MiB"
    goal = "" if row.goal is None else f"≤ {row.goal:g}{': **missed**' if row.is_missed else ''}"
    return f"| {row.name} | {_milliseconds(row.cost.wall)} | {row.ratio:.2f} | {_milliseconds(row.cost.cpu)} | {memory} | {goal} |"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"
