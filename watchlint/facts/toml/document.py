"""Where everything stands in a TOML text: tables, keys, values, comments, with their positions.

A scanner for TOML 1.0, not a second parser: it gives places, `toml.reader` gives data. It reads as far as the first
syntax error and keeps what stood before, so that a finding can point into a broken file. It does not look for what is
wrong in the data (keys given twice, tables defined twice): both are listed.
"""

from __future__ import annotations

from watchlint.computed import cached_property
from watchlint.facts.toml.entry import ARRAY_TABLE, KEY, TABLE, Entry
from watchlint.facts.toml.scanner import Scanner, Stop
from watchlint.facts.toml.text import Span, Text
from watchlint.records import Record

__all__ = ["ARRAY_TABLE", "KEY", "TABLE", "Document", "Entry", "ScanError", "Span"]


class ScanError(Record):
    """The first place the scanner could not read: what is wrong, offset, line and column from 1."""

    message: str
    offset: int
    line: int
    column: int


class Document(Text):
    """A TOML text, scanned. Never raises; see `error`.

    `entries`: every header and key, in order; `comments`: the Span of each comment; `error`: a ScanError where scanning
    stopped, or None. A byte order mark as the first character is skipped.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.error: ScanError | None = None
        scanner = Scanner(self)
        try:
            scanner.run()
        except Stop as stop:
            self.error = ScanError(stop.message, stop.offset, *self.position(stop.offset))
        self.entries = scanner.entries
        self.comments = scanner.comments

    @cached_property
    def tables(self) -> list[Entry]:
        """The headers, in the order of the text."""
        return [entry for entry in self.entries if entry.kind != KEY]

    @cached_property
    def keys(self) -> list[Entry]:
        """The keys, in the order of the text."""
        return [entry for entry in self.entries if entry.kind == KEY]

    @cached_property
    def _first(self) -> dict[tuple[str, ...], Entry]:
        return {entry.path: entry for entry in reversed(self.entries)}

    @cached_property
    def _under(self) -> dict[tuple[str, ...], list[Entry]]:
        found: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            for depth in range(len(entry.path) + 1):
                found.setdefault(entry.path[:depth], []).append(entry)
        return found

    def find(self, path: tuple[str, ...]) -> Entry | None:
        """The first header or key with this very path, or None (also for a table that only longer paths imply)."""
        return self._first.get(path)

    def under(self, path: tuple[str, ...]) -> list[Entry]:
        """Everything at this path or below it, in the order of the text."""
        return list(self._under.get(path, ()))
