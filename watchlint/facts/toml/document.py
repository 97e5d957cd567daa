"""Where everything stands in a TOML text: tables, keys, values, comments, with their positions.

A scanner for TOML 1.0, not a second parser: it gives places, `toml_reader` gives data. It reads as far as the first
syntax error and keeps what stood before, so that a finding can point into a broken file. It does not look for what is
wrong in the data (keys given twice, tables defined twice): both are listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import namedtuple

from watchlint.facts.toml.entry import ARRAY_TABLE, KEY, TABLE, Entry, Span
from watchlint.facts.toml.scanner import Scanner, Stop

__all__ = ["ARRAY_TABLE", "KEY", "TABLE", "Document", "Entry", "ScanError", "Span"]

ScanError = namedtuple("ScanError", "message offset line column")
ScanError.__doc__ = "The first place the scanner could not read: what is wrong, offset, line and column from 1."


class Document:
    """A TOML text, scanned. Never raises; see `error`.

    `entries`: every header and key, in order; `tables` and `keys`: the two kinds apart; `comments`: the Span of each
    comment; `error`: a ScanError where scanning stopped, or None. A byte order mark as the first character is skipped.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.comments: list[Span] = []
        self.error = None
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        scanner = Scanner(self)
        try:
            scanner.run()
        except Stop as stop:
            message, offset = stop.args
            self.error = ScanError(message, offset, *self.position(offset))

    @property
    def tables(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind != KEY]

    @property
    def keys(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == KEY]

    def find(self, path: tuple[str, ...]) -> Entry | None:
        """The first header or key with this very path, or None (also for a table that only longer paths imply)."""
        return next((entry for entry in self.entries if entry.path == path), None)

    def under(self, path: tuple[str, ...]) -> list[Entry]:
        """Everything at this path or below it, in the order of the text."""
        return [entry for entry in self.entries if entry.path[: len(path)] == path]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, *self.position(start), *self.position(end))

    def source(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def line_start(self, offset: int) -> int:
        """Where the line of this offset begins."""
        return self._lines[bisect_right(self._lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of this offset ends, its newline included."""
        line = bisect_right(self._lines, offset)
        return self._lines[line] if line < len(self._lines) else len(self.text)
