"""One header or key of a TOML text, with its place."""

from __future__ import annotations

from watchlint.facts.toml.text import Span

TABLE = "table"
ARRAY_TABLE = "array table"
KEY = "key"


class Entry:
    """A table header or a key.

    `kind`      TABLE, ARRAY_TABLE or KEY.
    `path`      the full dotted path, a tuple of names.
    `key`       Span of the header from bracket to bracket, or of the key as written (`a . "b"`).
    `parts`     a Span for each name written here: the last names of `path`.
    `value`     Span of a key's value; None for a header, and for a key whose value is missing. Of an invalid value: the
                rest of its line, up to a comment.
    `form`      "string", "multi-line string", "integer", "float", "boolean", "date-time", "array", "inline table",
                "invalid" (no TOML value: a syntax error stands here); None for a header.
    `items`     Spans of an array's elements. `comma`: the offset of the comma after the last one, or None.
    `comment`   Span of the comment that ends the line, from its `#`, or None.
    `table`     the header Entry under which it is written; None above the first header, and for headers.
    `parent`    the key whose inline table (or array of them) it stands in; None for an ordinary line.
    `in_array`  true inside an element of an array: its path is then shared with the other elements'.
    """

    __slots__ = (
        "kind", "path", "key", "parts", "value", "form", "items", "comma", "comment", "table", "parent", "in_array",
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        path: tuple[str, ...],
        key: Span,
        parts: list[Span],
        table: Entry | None = None,
        parent: Entry | None = None,
        in_array: bool = False,
    ) -> None:
        self.kind, self.path, self.key, self.parts = kind, path, key, parts
        self.table, self.parent, self.in_array = table, parent, in_array
        self.value: Span | None = None
        self.form: str | None = None
        self.items: list[Span] = []
        self.comma: int | None = None
        self.comment: Span | None = None

    @property
    def base(self) -> tuple[str, ...]:
        """The first names of `path`, those that are not written here but in the header or the inline table around."""
        return self.path[: len(self.path) - len(self.parts)]

    @property
    def content(self) -> Span:
        """The Span of the value, of a key that has one: ValueError for others."""
        if self.value is None:
            raise ValueError(f"{self!r} has no value")
        return self.value

    @property
    def span(self) -> Span:
        """From the key's first character to the value's last."""
        if self.value is None:
            return self.key
        start, end = self.key, self.value
        return Span(start.start, end.end, start.line, start.column, end.end_line, end.end_column)

    def __repr__(self) -> str:
        return f"<{self.kind} {'.'.join(self.path)} at {self.key.line}:{self.key.column}>"
