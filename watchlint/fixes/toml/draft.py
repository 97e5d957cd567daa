"""A TOML file being changed: opened once, changed by splices, proven before it is given back."""

from __future__ import annotations

from watchlint.facts.toml.document import Document, Entry
from watchlint.facts.toml.reader import BOM, TomlSyntaxError, decode, read
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml.source import same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Values = dict[str, Any]
    """The data of a TOML file."""


class Draft:
    """`bytes` as given, `bom` (kept aside), `text`, `values` (the parsed data), `document` (the places)."""

    def __init__(self, data: bytes) -> None:
        self.bytes = data
        try:
            self.values = read(data, allow_bom=True)
            self.text = decode(data, allow_bom=True)
        except TomlSyntaxError as error:
            raise Refused(f"line {error.line}, column {error.column}: {error.message}") from None
        self.bom = BOM if data.startswith(BOM) else b""
        self.document = Document(self.text)
        stopped = self.document.error
        if stopped is not None:
            raise Refused(f"line {stopped.line}, column {stopped.column}: {stopped.message}")

    def lookup(self, path: tuple[str, ...]) -> tuple[bool, object]:
        """Whether the path is there, and what is. Refuses a path through an array: it would name several places."""
        here: object = self.values
        for depth, name in enumerate(path):
            if isinstance(here, list):
                raise Refused(f"line {self.line(path[:depth])}: {'.'.join(path[:depth])} is an array")
            if not isinstance(here, dict) or name not in here:
                return False, None
            here = here[name]
        return True, here

    def line(self, path: tuple[str, ...]) -> int:
        """The line where this path, or the first thing below it, is written; 1 where nothing is."""
        found = self.document.under(path)
        return found[0].key.line if found else 1

    def key(self, path: tuple[str, ...]) -> Entry | None:
        """The key with this path; None where it is no key (absent, a header, only implied)."""
        found = self.document.find(path)
        return found if found is not None and found.value is not None else None

    def finish(self, splices: list[tuple[int, int, str]], expected: Values) -> bytes:
        """The file with pieces replaced: (start, end, text), offsets of the old text, not overlapping.

        Refuses unless the new file reads as exactly `expected`. What no piece covers is copied, byte for byte and in order.
        """
        pieces, position = [], 0
        for start, end, replacement in sorted(splices):
            pieces += [self.text[position:start], replacement]
            position = end
        result = self.bom + ("".join(pieces) + self.text[position:]).encode("utf-8")
        line = self.document.position(min(splices)[0])[0]
        try:
            values = read(result, allow_bom=True)
        except TomlSyntaxError as error:
            raise Refused(f"line {line}: the change would not be valid TOML ({error.message})") from None
        if not same(values, expected):
            raise Refused(f"line {line}: the change would alter more than it should")
        return result


def with_value(values: Values, path: tuple[str, ...], value: object) -> Values:
    """The data with one more (or another) value; missing tables are made. The data given stays as it is."""
    name, rest = path[0], path[1:]
    return {**values, name: with_value(values.get(name, {}), rest, value) if rest else value}


def without(values: Values, path: tuple[str, ...], explicit: set[tuple[str, ...]], depth: int = 0) -> Values:
    """The data without a value. A table that becomes empty goes too unless `explicit` has its path: nothing else writes it."""
    name = path[depth]
    if depth == len(path) - 1:
        return {key: value for key, value in values.items() if key != name}
    inner = without(values[name], path, explicit, depth + 1)
    if not inner and path[: depth + 1] not in explicit:
        return {key: value for key, value in values.items() if key != name}
    return {**values, name: inner}
