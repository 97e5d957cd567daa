"""Colour, and names that could break a line: what only a terminal needs."""

from __future__ import annotations

import os

_CODES = {"error": "31;1", "warning": "33;1", "info": "36;1", "fixed": "32;1", "dim": "2", "bold": "1"}


def wants_colour(choice: str, stream) -> bool:
    """--color first, then NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then the stream."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(getattr(stream, "isatty", bool)()) and os.environ.get("TERM") != "dumb"


class Painter:
    """Paints a text in the colour of a severity, or leaves it alone."""

    def __init__(self, colour: bool):
        self.colour = colour

    def __call__(self, kind: str, text: str) -> str:
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour else text


def printable(text: str) -> str:
    """The text with control characters escaped: a file name may hold a newline or an escape code."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or "\udc80" <= c <= "\udcff" else c.encode("unicode_escape").decode() for c in text
    )
