"""A launch file: which it is, its text, and where in it things stand.

A text is decoded so that encoding it again gives the same bytes, and its newlines stay as they are: an offset in the
text is a place in the file, and a fix is a few splices of it.
"""

from __future__ import annotations

from watchlint.computed import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 256 * 1024
"""Bytes. Nobody writes a larger launch file by hand, and none is read: PyYAML takes a second for as many where it lacks libyaml
(measured: 0.2 MB/s)."""


def is_text(data: bytes) -> bool:
    return len(data) <= LARGEST and b"\0" not in data


class Source:
    """A launch file's path, kind (see `kinds.py`) and text."""

    def __init__(self, path: str, kind: str, data: bytes) -> None:
        self.path, self.kind = path, kind
        self.text = data.decode("utf-8", "surrogateescape")

    def place(self, at: int, end: int | None = None) -> dict[str, int]:
        """Offsets as a finding's line, column, end_line and end_column."""
        line, column = self._place(at)
        end_line, end_column = self._place(at if end is None else end)
        return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}

    def _place(self, at: int) -> tuple[int, int]:
        from bisect import bisect_right

        line = bisect_right(self._starts, at)
        start = self._starts[line - 1]
        bom = start == 0 and self.text.startswith("\ufeff")
        return line, max(at - start + 1 - bom, 1)

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of each line."""
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column that count from 1."""
        start = self._starts[min(line, len(self._starts)) - 1]
        bom = start == 0 and self.text.startswith("\ufeff")
        return start + column - 1 + bom

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def tree(self) -> Any:
        """The YAML or JSON document as nodes with their places (offsets are `mark.index`); None where it is none."""
        from watchlint.facts.launch.base import nodes

        return nodes.tree(self.text, is_json=self.path.endswith(".json"))

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What a reader found in this text, kept for whoever asks next."""
        return {}
