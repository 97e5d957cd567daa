"""Changes to the requirements in TOML files, at their places. `requirements.py` decides on them and proves the result."""

from __future__ import annotations

import re

from watchlint.facts.packages.requirement_text import Requirement
from watchlint.facts.toml import reader as toml_reader
from watchlint.facts.toml.document import Document, Entry, Span
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml import edit as toml

_CLAUSE = r"(?:===?|~=|!=|<=|>=|<|>)\s*[^\s,;#\\()'\"]+"
_WRITTEN = re.compile(
    rf"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?P<extras>\s*\[[^\]\n]*\])?(?P<space>\s*)(?P<specifier>{_CLAUSE}(?:\s*,\s*{_CLAUSE})*)?"
)


def rewritten(text: str, new: str | None, specifier: str) -> tuple[int, str]:
    """How much of the text is the requirement without its marker, and what stands there now."""
    found = _WRITTEN.match(text)
    if not found:
        raise Refused(f"{text.strip()!r} is written in a way that is not understood")
    space = found["space"] if found["specifier"] and specifier else ""
    end = found.end() if found["specifier"] else found.start("space")
    return end, (new or found["name"]) + (found["extras"] or "") + space + specifier


def change(data: bytes, path: str, mine: list[Requirement], new: str | None, specifier: str) -> bytes:
    """The file with these requirements of it renamed to `new` (None: as they are) and given this specifier."""
    mark = toml_reader.BOM if data.startswith(toml_reader.BOM) else b""
    text = toml_reader.decode(data, allow_bom=True)
    document = Document(text)
    items = {(span.line, span.column): span for entry in document.entries for span in entry.items}
    keys = {(entry.key.line, entry.key.column): entry for entry in document.keys}
    splices, renamed = [], []
    for one in mine:
        place = (one.line, one.column)
        if place in items:
            span = items[place]
            inner = text[span.start + 1 : span.end - 1]
            if inner != one.source:
                raise Refused(f"{path}, line {one.line}: the text is written with escapes")
            end, changed = rewritten(inner, new, specifier)
            splices.append((span.start + 1, span.start + 1 + end, changed))
        elif place in keys:
            entry = keys[place]
            value = _version_of(document, entry)
            if value is None:
                raise Refused(f"{path}, line {one.line}: {one.name} has no version of its own")
            quote = text[value.start]
            splices.append((value.start, value.end, f"{quote}{specifier or '*'}{quote}"))
            renamed.append(entry.path)
        else:
            raise Refused(f"{path}: the place of {one.source} was not found")
    for start, end, changed in sorted(splices, reverse=True):
        text = text[:start] + changed + text[end:]
    after = text.encode()
    if new:
        for old in renamed:
            after = toml.rename_key(after, old, new)
    return mark + after


def _version_of(document: Document, entry: Entry) -> Span | None:
    """The span of the version text of `name = "…"` or `name = {version = "…"}`; None where there is no such text."""
    written: Entry | None = entry
    if entry.form == "inline table":
        written = next((one for one in document.keys if one.parent is entry and one.path[-1] == "version"), None)
    return written.value if written is not None and written.form == "string" else None


def add(data: bytes, path: str, kind: str, name: str, specifier: str, neighbour: Requirement | None) -> bytes:
    """The file with one more requirement: where `neighbour` stands, else among the main dependencies."""
    try:
        found = toml_reader.read(data)
    except toml_reader.TomlSyntaxError as error:
        raise Refused(f"{path}, line {error.line}: {error.message}") from None
    table: tuple[str, ...] | None = None
    array: tuple[str, ...] | None = None
    if neighbour:
        place = (neighbour.line, neighbour.column)
        for entry in Document(toml_reader.decode(data)).entries:
            if any((span.line, span.column) == place for span in entry.items):
                array = entry.path
            elif (entry.key.line, entry.key.column) == place:
                table = entry.path[:-1]
    elif kind == "pipfile":
        table = ("packages",)
    elif isinstance(found.get("project"), dict) and isinstance(found["project"].get("dependencies"), list):
        array = ("project", "dependencies")
    elif isinstance(found.get("tool"), dict) and "poetry" in found["tool"]:
        table = ("tool", "poetry", "dependencies")
    if array:
        return toml.append_to_array(data, array, name + specifier)
    if table:
        return toml.set_value(data, (*table, name), specifier or "*")
    raise Refused(f"{path} has no list of dependencies to add {name} to")
