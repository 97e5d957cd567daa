"""A terminal's text, colours and all, as an SVG picture that needs no font and no script of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

WIDE, HIGH, MARGIN, BAR = 8.43, 19, 16, 34
"""Pixels of a character and a line at 14 px, around the text, and of the window's bar."""

BACK, FRONT = "#1b1f27", "#d7dae0"
COLOURS = {
    "31": "#f47067", "32": "#7bd88f", "33": "#e6c07b", "34": "#6cb6ff", "35": "#c792ea", "36": "#7fdbca", "37": "#d7dae0",
    "2": "#8b929e",
}  # fmt: skip
ESCAPE = re.compile(r"\x1b\[([\d;]*)m")


def picture(text: str, title: str, label: str, columns: int = 100) -> str:
    """The SVG of a terminal that shows this text; `label` says in words what is to be seen."""
    rows = text.rstrip("\n").split("\n")
    width, height = round(columns * WIDE) + 2 * MARGIN, len(rows) * HIGH + 2 * MARGIN + BAR
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{BACK}"/>',
    ]
    lines += [
        f'<circle cx="{20 + 20 * place}" cy="18" r="6" fill="{colour}"/>'
        for place, colour in enumerate(("#f47067", "#e6c07b", "#7bd88f"))
    ]
    lines.append(
        f'<text x="{width / 2}" y="23" fill="#8b929e" font-size="13" text-anchor="middle" '
        f'font-family="system-ui, sans-serif">{escape(title)}</text>'
    )
    lines.append(
        f'<g fill="{FRONT}" font-size="14" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, '
        "'DejaVu Sans Mono', monospace\">"
    )
    for number, row in enumerate(rows):
        lines += _row(row, MARGIN + BAR + HIGH * number + 12)
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _row(row: str, y: int) -> Iterator[str]:
    """A line, piece by piece: each has its own place and width, so that any font will do."""
    column = 0
    for style, text in _pieces(row):
        if text.strip():
            colour = next((f' fill="{COLOURS[code]}"' for code in style if code in COLOURS), "")
            bold = ' font-weight="bold"' if "1" in style else ""
            start = len(text) - len(text.lstrip())
            shown = text.strip()
            yield (
                f'<text x="{MARGIN + (column + start) * WIDE:.1f}" y="{y}" textLength="{len(shown) * WIDE:.1f}" '
                f'lengthAdjust="spacingAndGlyphs" xml:space="preserve"{colour}{bold}>{escape(shown)}</text>'
            )
        column += len(text)


def _pieces(row: str) -> Iterator[tuple[set[str], str]]:
    """(codes in force, text) of a line."""
    style: set[str] = set()
    parts = ESCAPE.split(row)
    for place, part in enumerate(parts):
        if place % 2 == 0:
            yield set(style), part
        elif part in ("", "0"):
            style.clear()
        else:
            style.update(part.split(";"))
