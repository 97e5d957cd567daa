"""A text with its lines: offsets as lines and columns, and pieces with their places."""

from __future__ import annotations

from bisect import bisect_right

from watchlint.records import Record


class Span(Record):
    """A piece of a text: offsets `start` and `end` (exclusive), in characters; line and column of both, from 1, the end
    column again exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Text:
    """A text and where its lines begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines, at = [0], text.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The piece between two offsets."""
        return Span(start, end, *self.position(start), *self.position(end))

    def source(self, span: Span) -> str:
        """The characters of a piece."""
        return self.text[span.start : span.end]

    def line_start(self, offset: int) -> int:
        """Where the line of this offset begins."""
        return self._lines[bisect_right(self._lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of this offset ends, its newline included."""
        line = bisect_right(self._lines, offset)
        return self._lines[line] if line < len(self._lines) else len(self.text)
