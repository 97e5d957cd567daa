"""The plot of a bench as SVG: how long a hook takes to start, and how check-all grows. Readable on light and on dark pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import log10

from tools.bench.measure import Row, Table

WIDTH, MARGIN, LINE = 760, 190, 22
GROWTH_HEIGHT = 260
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 } .axis { stroke: #8c959f; stroke-width: 1 } .goal { stroke: #bc4c00; stroke-dasharray: 4 3 }
.ours { fill: #0969da; stroke: #0969da } .theirs { fill: #8c959f; stroke: #8c959f } .third { fill: #1a7f37; stroke: #1a7f37 }
polyline { fill: none !important; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ours { fill: #58a6ff; stroke: #58a6ff } .goal { stroke: #f0883e }
.third { fill: #3fb950; stroke: #3fb950 } }
"""
KINDS = {"check-all": "ours", "git status": "theirs", "git ls-files": "third"}


def draw(tables: Sequence[Table]) -> str:
    """One picture of these tables: the starts as bars, then the growth as lines."""
    parts: list[str] = []
    y = 10
    for table in tables:
        if table.title.startswith("Start"):
            parts += _bars(table, y)
            y += LINE * (len(table.rows) + 2)
    grown = {_files(table): table for table in tables if table.title.startswith("Growth")}
    if len(grown) > 1:
        parts += _lines(grown, y)
        y += GROWTH_HEIGHT + 3 * LINE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" role="img">'
    return "\n".join([head, "<title>How long watchlint takes</title>", f"<style>{STYLE}</style>", *parts, "</svg>", ""])


def _bars(table: Table, y: int) -> Iterator[str]:
    """A bar for each command, a line where the base ends."""
    most = max(row.cost.wall for row in table.rows)
    scale = (WIDTH - MARGIN - 150) / most
    yield _text(10, y + 15, f"{table.title}, milliseconds", "title")
    for number, row in enumerate(table.rows, 1):
        top = y + number * LINE
        kind = "ours" if row.name.startswith("check-") and row.name != table.base else "theirs"
        yield _text(MARGIN - 8, top + 15, row.name, anchor="end")
        yield f'<rect class="{kind}" x="{MARGIN}" y="{top + 4}" width="{row.cost.wall * scale:.1f}" height="{LINE - 8}"/>'
        yield _text(MARGIN + row.cost.wall * scale + 6, top + 15, f"{row.cost.wall * 1000:.0f} ({row.ratio:.2f} ×)")
    at = MARGIN + _named(table.rows)[table.base].cost.wall * scale
    yield f'<path class="goal" d="M{at:.1f} {y + LINE}V{y + LINE * (len(table.rows) + 1)}"/>'


def _lines(grown: Mapping[int, Table], y: int) -> Iterator[str]:
    """A line for each command, both axes by powers of ten."""
    counts = sorted(grown)
    times = [row.cost.wall for table in grown.values() for row in table.rows]
    low, high = log10(min(times)), log10(max(times))
    first, last = log10(counts[0]), log10(counts[-1])

    def place(count: int, seconds: float) -> tuple[float, float]:
        x = MARGIN + (log10(count) - first) / (last - first) * (WIDTH - MARGIN - 150)
        return x, y + LINE + GROWTH_HEIGHT * (1 - (log10(seconds) - low) / (high - low))

    bottom = y + LINE + GROWTH_HEIGHT + 8
    yield _text(10, y + 15, "Growth: time by the clock and tracked files, both by powers of ten", "title")
    yield f'<path class="axis" d="M{MARGIN} {bottom}H{WIDTH - 150}"/>'
    for count in counts:
        x, _ = place(count, times[0])
        yield f'<path class="axis" d="M{x:.1f} {bottom}v5"/>'
        yield _text(x, bottom + 20, f"{count:,}", anchor="middle")
    taken: list[float] = []
    for name, kind in KINDS.items():
        points = [place(count, _named(grown[count].rows)[name].cost.wall) for count in counts]
        yield f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{at:.1f}" for x, at in points)}"/>'
        for (x, at), count in zip(points, counts, strict=True):
            seconds = _named(grown[count].rows)[name].cost.wall
            yield f'<circle class="{kind}" cx="{x:.1f}" cy="{at:.1f}" r="3"><title>{name}: {seconds * 1000:,.0f} ms</title></circle>'
        x, at = points[-1]
        while any(abs(at - other) < LINE - 6 for other in taken):  # no name over another
            at += 2
        taken.append(at)
        yield _text(x + 8, round(at + 4), f"{name} {seconds * 1000:,.0f} ms")


def _named(rows: Sequence[Row]) -> dict[str, Row]:
    return {row.name: row for row in rows}


def _files(table: Table) -> int:
    found = re.search(r"[\d,]+", table.title)
    return int(found[0].replace(",", "")) if found else 0


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y}" class="{kind}" text-anchor="{anchor}">{said}</text>'
