"""Reads what most TOML files consist of: keys, strings, plain numbers, lists and tables.

The standard library's parser imports `re`, `typing` and `datetime`, which takes longer than a whole hook may. So it is asked
for the other files only: here every text that is wrong, or merely unusual, is left to it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEPTH = 20  # of lists and inline tables
_DIGITS = 18  # of a number: what every computer keeps
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}
_IMPLIED, _HEADED, _LIST = "implied by a longer header", "has its header", "a list of tables"


class _NotPlain(Exception):
    """Not for us: the parser has to say what it is, or what is wrong."""


def read(text: str) -> dict[str, Any] | None:
    """The data of a TOML 1.0 text, as `tomllib` gives it; None where the text has anything but what is read here."""
    text = text.replace("\r\n", "\n")
    # No control character, which TOML forbids, but tabs and ends of lines; and no blank that is none to TOML.
    if not text.replace("\n", "").replace("\t", "").isprintable():
        return None
    try:
        return _Reader(text + "\n").document()
    except (_NotPlain, IndexError):
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.root: dict[str, Any] = {}
        self.table = self.root
        # What the headers made, by path; any other table is closed to them.
        self.headed: dict[tuple[str, ...], str] = {}
        # The tables that dotted keys made below the last header: others are closed to such keys.
        self.dotted: set[int] = set()

    def document(self) -> dict[str, Any]:
        text, end = self.text, len(self.text)
        while True:
            self.pass_over_lines()
            if self.at == end:
                return self.root
            if text[self.at] == "[":
                self.header()
            else:
                self.pair(self.table, self.dotted)
            self.end_of_line()

    # what stands between

    def pass_over_blanks(self) -> None:
        while self.text[self.at] in " \t":
            self.at += 1

    def pass_over_lines(self) -> None:
        """Blanks, comments and ends of lines."""
        text, end = self.text, len(self.text)
        while self.at < end and text[self.at] in " \t\n#":
            self.at = text.index("\n", self.at) if text[self.at] == "#" else self.at + 1

    def end_of_line(self) -> None:
        self.pass_over_blanks()
        if self.text[self.at] == "#":
            self.at = self.text.index("\n", self.at)
        self.expect("\n")

    def expect(self, character: str) -> None:
        if self.text[self.at] != character:
            raise _NotPlain
        self.at += 1

    # tables and keys

    def header(self) -> None:
        self.at += 1
        is_list = self.text[self.at] == "["
        self.at += is_list
        path = self.key()
        self.expect("]")
        if is_list:
            self.expect("]")
        table = self.root
        for depth, name in enumerate(path[:-1], 1):
            table = self.stepped(table, path[:depth], name)
        known = self.headed.get(path)
        if is_list:
            if known is None and path[-1] not in table:
                table[path[-1]] = []
            elif known != _LIST:
                raise _NotPlain
            # What lies below the last table of a list is not that of the next.
            below = [other for other in self.headed if len(other) > len(path) and other[: len(path)] == path]
            for other in below:
                del self.headed[other]
            self.table = {}
            table[path[-1]].append(self.table)
        else:
            if known not in (None, _IMPLIED) or (known is None and path[-1] in table):
                raise _NotPlain
            self.table = table.setdefault(path[-1], {})
        self.headed[path] = _LIST if is_list else _HEADED
        self.dotted = set()

    def stepped(self, table: dict[str, Any], path: tuple[str, ...], name: str) -> dict[str, Any]:
        """The table of this name in a table, for a header that goes on below it."""
        if name not in table:
            self.headed[path] = _IMPLIED
            table[name] = {}
        elif path not in self.headed:
            raise _NotPlain
        found: dict[str, Any] = table[name][-1] if self.headed[path] == _LIST else table[name]
        return found

    def pair(self, table: dict[str, Any], dotted: set[int], depth: int = 0) -> None:
        """A key and its value, put into a table."""
        path = self.key()
        for name in path[:-1]:
            if name not in table:
                table[name] = {}
                dotted.add(id(table[name]))
            table = table[name]
            if id(table) not in dotted:
                raise _NotPlain
        if path[-1] in table:
            raise _NotPlain
        self.pass_over_blanks()
        self.expect("=")
        self.pass_over_blanks()
        table[path[-1]] = self.value(depth)

    def key(self) -> tuple[str, ...]:
        """The parts of a key, which dots divide."""
        text, parts = self.text, []
        while True:
            self.pass_over_blanks()
            if text[self.at] in "\"'":
                parts.append(self.string(long=False))
            else:
                start = self.at
                while text[self.at].isalnum() or text[self.at] in "-_":
                    self.at += 1
                name = text[start : self.at]
                if not name or not name.isascii():
                    raise _NotPlain
                parts.append(name)
            self.pass_over_blanks()
            if text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    # values

    def value(self, depth: int) -> Any:
        if depth > _DEPTH:
            raise _NotPlain
        first = self.text[self.at]
        if first in "\"'":
            return self.string()
        if first == "[":
            return self.list(depth + 1)
        if first == "{":
            return self.inline_table(depth + 1)
        return self.word()

    def string(self, long: bool = True) -> str:
        """A string: on one line, or where it may be `long` on several."""
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            if not long:
                raise _NotPlain
            return self.long_string(quote * 3)
        end = self.text.index("\n", self.at)
        close = self.text.find(quote, self.at + 1, end)
        found = self.text[self.at + 1 : close]
        if close < 0:
            raise _NotPlain
        if quote == '"' and "\\" in found:
            return self.escaped_string()
        self.at = close + 1
        return found

    def long_string(self, quotes: str) -> str:
        close = self.text.find(quotes, self.at + 3)
        found = self.text[self.at + 3 : close]
        if close < 0 or self.text[close + 3] == quotes[0] or (quotes[0] == '"' and "\\" in found):
            raise _NotPlain
        self.at = close + 3
        return found.removeprefix("\n")

    def escaped_string(self) -> str:
        found = ""
        while True:
            self.at += 1
            character = self.text[self.at]
            if character == '"':
                self.at += 1
                return found
            if character == "\\":
                self.at += 1
                character = _ESCAPES.get(self.text[self.at], "")
            elif character == "\n":
                character = ""
            if not character:
                raise _NotPlain
            found += character

    def list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self.at += 1
        self.pass_over_lines()
        while self.text[self.at] != "]":
            found.append(self.value(depth))
            self.pass_over_lines()
            if self.text[self.at] == ",":
                self.at += 1
                self.pass_over_lines()
            elif self.text[self.at] != "]":
                raise _NotPlain
        self.at += 1
        return found

    def inline_table(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        dotted: set[int] = set()
        self.at += 1
        self.pass_over_blanks()
        while self.text[self.at] != "}":
            self.pair(found, dotted, depth)
            self.pass_over_blanks()
            if self.text[self.at] == ",":
                self.at += 1
                self.pass_over_blanks()
                if self.text[self.at] == "}":  # TOML 1.1 takes the last comma
                    raise _NotPlain
            elif self.text[self.at] != "}":
                raise _NotPlain
        self.at += 1
        return found

    def word(self) -> bool | int | float:
        """true, false, or a decimal number."""
        start = self.at
        while self.text[self.at] not in " \t\n,]}#":
            self.at += 1
        word = self.text[start : self.at]
        if word in ("true", "false"):
            return word == "true"
        whole, dot, rest = word.removeprefix("-").partition(".")
        if not (word.isascii() and whole.isdigit() and len(word) <= _DIGITS) or (whole[0] == "0" and len(whole) > 1):
            raise _NotPlain
        if not dot:
            return int(word)
        if not rest.isdigit():
            raise _NotPlain
        return float(word)
