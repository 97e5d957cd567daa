"""Reads a TOML 1.0 text once and notes where everything stands, up to the first syntax error."""

from __future__ import annotations

from watchlint.computed import pattern
from watchlint.facts.toml import MAX_PARTS
from watchlint.facts.toml.entry import ARRAY_TABLE, KEY, TABLE, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from watchlint.facts.toml.text import Span, Text

BOM = "\ufeff"
MAX_DEPTH = 100  # of nested arrays and inline tables; no one writes more, and the scanner recurses

_ESCAPE = r'\\(?:[btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})'
_BLANK = pattern(r"[ \t]*")
_NEWLINE = pattern(r"\r?\n")
_COMMENT = pattern(r"#[^\x00-\x08\x0a-\x1f\x7f]*")
_BARE_KEY = pattern(r"[A-Za-z0-9_-]+")
# Plain characters, then again and again something special and more plain ones: only one way to match, so what is not
# closed is found out in one pass. (Never a `+` inside a `*`: that tries every way to cut the text in two.)
_PLAIN = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*'
_LONG_PLAIN = r'[^"\\\x00-\x08\x0b-\x1f\x7f]*'
_BASIC = pattern(rf'"{_PLAIN}(?:{_ESCAPE}{_PLAIN})*"')
_LITERAL = pattern(r"'[^'\x00-\x08\x0a-\x1f\x7f]*'")
_LONG_BASIC = pattern(rf'"""{_LONG_PLAIN}(?:(?:\r\n|{_ESCAPE}|\\[ \t]*\r?\n|"{{1,2}}(?!")){_LONG_PLAIN})*"{{3,5}}')
_LONG_LITERAL = pattern(r"""'''[^'\x00-\x08\x0b-\x1f\x7f]*(?:(?:\r\n|'{1,2}(?!'))[^'\x00-\x08\x0b-\x1f\x7f]*)*'{3,5}""")
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
_DIGITS = "[0-9](?:_?[0-9])*"
_SCALARS = (
    ("boolean", pattern("true|false")),
    ("date-time", pattern(rf"{_DATE}(?:[Tt ]{_TIME}(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?)?|{_TIME}")),
    ("integer", pattern("0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*")),
    ("integer", pattern(r"[+-]?(?:0|[1-9](?:_?[0-9])*)(?![.eE0-9_])")),
    ("float", pattern(rf"[+-]?(?:inf|nan|(?:0|[1-9](?:_?[0-9])*)(?:\.{_DIGITS})?(?:[eE][+-]?{_DIGITS})?)")),
)
_REST = pattern(r"[^\s#][^\r\n#]*")
_NAMED_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class Stop(Exception):
    """Message and offset of what can't be read."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message = message
        self.offset = offset


class Scanner:
    """Finds `entries` and `comments`, in the order of the text. `run` raises Stop where it can't go on."""

    def __init__(self, text: Text) -> None:
        self.places = text
        self.text = text.text
        self.entries: list[Entry] = []
        self.comments: list[Span] = []
        self.table: Entry | None = None
        self.arrays: set[tuple[str, ...]] = set()  # paths that [[headers]] made arrays

    def run(self) -> None:
        text, position = self.text, 0
        if text.startswith(BOM):
            position = len(BOM)
        while True:
            position = self.blank(position)
            entry: Entry | None = None
            if position == len(text):
                return
            if text[position] == "[":
                position, entry = self.header(position)
            elif text[position] not in "#\r\n":
                position, entry = self.pair(position, self.table, None, self.is_in_array(self.table), 0)
            position = self.line_rest(position, entry)

    def is_in_array(self, table: Entry | None) -> bool:
        return table is not None and (table.in_array or table.kind == ARRAY_TABLE)

    def blank(self, position: int) -> int:
        found = _BLANK.match(self.text, position)
        return found.end() if found else position

    def gap(self, position: int) -> int:
        """Past blanks, newlines and comments, as they may stand inside an array."""
        while True:
            position = self.comment(self.blank(position), None)
            newline = _NEWLINE.match(self.text, position)
            if newline is None:
                return position
            position = newline.end()

    def comment(self, position: int, entry: Entry | None) -> int:
        found = _COMMENT.match(self.text, position)
        if found is None:
            return position
        span = self.places.span(*found.span())
        self.comments.append(span)
        if entry is not None:
            entry.comment = span
        return found.end()

    def line_rest(self, position: int, entry: Entry | None) -> int:
        position = self.comment(self.blank(position), entry)
        if position == len(self.text):
            return position
        newline = _NEWLINE.match(self.text, position)
        if newline is None:
            raise Stop("Expected the end of the line", position)
        return newline.end()

    def header(self, start: int) -> tuple[int, Entry]:
        double = self.text.startswith("[[", start)
        position, names, parts = self.dotted(self.blank(start + 1 + double))
        close = "]]" if double else "]"
        position = self.blank(position)
        if not self.text.startswith(close, position):
            raise Stop(f"Expected {close} at the end of a table's header", position)
        position += len(close)
        in_array = any(names[:depth] in self.arrays for depth in range(1, len(names)))
        entry = Entry(
            ARRAY_TABLE if double else TABLE, names, self.places.span(start, position), parts, in_array=in_array
        )
        if double:
            self.arrays.add(names)
        self.table = entry
        self.entries.append(entry)
        return position, entry

    def pair(
        self, start: int, table: Entry | None, parent: Entry | None, in_array: bool, depth: int
    ) -> tuple[int, Entry]:
        position, names, parts = self.dotted(start)
        base = parent.path if parent else table.path if table else ()
        entry = Entry(KEY, base + names, self.places.span(start, position), parts, table, parent, in_array)
        self.entries.append(entry)
        position = self.blank(position)
        if not self.text.startswith("=", position):
            raise Stop("Expected = after a key", position)
        start = self.blank(position + 1)
        try:
            position, entry.form = self.value(start, entry, in_array, depth)
        except Stop:
            entry.form = "invalid"
            rest = _REST.match(self.text, start)
            if rest is not None:
                entry.value = self.places.span(start, start + len(rest.group().rstrip()))
            raise
        entry.value = self.places.span(start, position)
        return position, entry

    def dotted(self, position: int) -> tuple[int, tuple[str, ...], list[Span]]:
        names: list[str] = []
        parts: list[Span] = []
        while True:
            if len(parts) == MAX_PARTS:
                raise Stop(f"A key of more than {MAX_PARTS} parts is not read", position)
            start = position
            quote = self.text[position : position + 1]
            found = (_BASIC if quote == '"' else _LITERAL if quote == "'" else _BARE_KEY).match(self.text, position)
            if found is None:
                raise Stop("Expected a key", position)
            position = found.end()
            raw = found.group()
            names.append(raw if quote not in "\"'" else raw[1:-1] if quote == "'" else _unescaped(raw[1:-1]))
            parts.append(self.places.span(start, position))
            after = self.blank(position)
            if not self.text.startswith(".", after):
                return position, tuple(names), parts
            position = self.blank(after + 1)

    def value(self, start: int, entry: Entry, in_array: bool, depth: int) -> tuple[int, str]:
        """Where the value that starts here ends, and its form. The entry is the key it belongs to."""
        text = self.text
        if depth > MAX_DEPTH:
            raise Stop("Values are nested too deeply", start)
        first = text[start : start + 1]
        if first == "[":
            return self.array(start, entry, depth + 1), "array"
        if first == "{":
            return self.inline_table(start, entry, in_array, depth + 1), "inline table"
        if first and first in "\"'":
            long = text.startswith(first * 3, start)
            pattern = (_LONG_BASIC if long else _BASIC) if first == '"' else (_LONG_LITERAL if long else _LITERAL)
            found = pattern.match(text, start)
            if found is not None:
                return found.end(), "multi-line string" if long else "string"
        for form, pattern in _SCALARS:
            found = pattern.match(text, start)
            if found is not None and text[found.end() : found.end() + 1] in _ENDS:
                return found.end(), form
        raise Stop(
            "A string is not closed, or holds what it may not" if first and first in "\"'" else "Invalid value", start
        )

    def array(self, start: int, entry: Entry, depth: int) -> int:
        items: list[Span] = []
        comma: int | None = None
        position = self.gap(start + 1)
        while not self.text.startswith("]", position):
            if items and comma is None or position == len(self.text):
                raise Stop("An array is not closed", start)
            end, _ = self.value(position, entry, True, depth)
            items.append(self.places.span(position, end))
            position = self.gap(end)
            comma = position if self.text.startswith(",", position) else None
            if comma is not None:
                position = self.gap(position + 1)
        entry.items, entry.comma = items, comma  # of nested arrays the outermost is the last to say so
        return position + 1

    def inline_table(self, start: int, entry: Entry, in_array: bool, depth: int) -> int:
        position = self.blank(start + 1)
        if self.text.startswith("}", position):
            return position + 1
        while True:
            end, _ = self.pair(position, entry.table, entry, in_array, depth)
            position = self.blank(end)
            if self.text.startswith("}", position):
                return position + 1
            if not self.text.startswith(",", position):
                raise Stop("An inline table is not closed on its line", start)
            position = self.blank(position + 1)


_ENDS = ("", " ", "\t", "\r", "\n", ",", "]", "}", "#")


def _unescaped(raw: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        escape = match.group()
        if escape[1] not in "uU":
            return _NAMED_ESCAPES[escape[1]]
        code = int(escape[2:], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    import re

    return re.sub(_ESCAPE, replaced, raw)
