"""A table or a key that is given twice, which is no TOML: merged where nothing contradicts."""

from __future__ import annotations

from watchlint.facts.toml.document import KEY, TABLE, Document, Entry


def merged(text: str) -> tuple[str, int, str] | None:
    """(text, line, what was done) for the first table or key that stands twice; None where there is none, or where the two
    say different things."""
    document = Document(text)
    if document.error is not None:
        return None
    return _key_twice(document) or _table_twice(document)


def _key_twice(document: Document) -> tuple[str, int, str] | None:
    seen: dict[tuple[str, ...], Entry] = {}
    for key in document.keys:
        if key.in_array or key.parent is not None:
            continue
        first = seen.setdefault(key.path, key)
        if first is not key and _value(document, first) == _value(document, key):
            start, end = document.line_start(key.key.start), document.line_end(key.span.end)
            name = ".".join(key.path)
            return document.text[:start] + document.text[end:], key.key.line, f"{name} stands twice: keep one line"
    return None


def _table_twice(document: Document) -> tuple[str, int, str] | None:
    seen: dict[tuple[str, ...], Entry] = {}
    for table in document.tables:
        if table.kind != TABLE or table.in_array:
            continue
        first = seen.setdefault(table.path, table)
        if first is table:
            continue
        ours = {key.path for key in _keys(document, first)}
        again = _keys(document, table)
        if any(key.path in ours for key in again):
            return None
        return _joined(document, first, table, again)
    return None


def _joined(document: Document, first: Entry, second: Entry, keys: list[Entry]) -> tuple[str, int, str]:
    """The second table's lines, from below its header to its last key, behind the first table's last key."""
    text = document.text
    header = document.line_start(second.key.start), document.line_end(second.key.end)
    end = document.line_end(keys[-1].span.end) if keys else header[1]
    lines = text[header[1] : end]
    last = (_keys(document, first) or [first])[-1]
    place = document.line_end(last.span.end)
    ending = "\r\n" if text[header[0] : header[1]].endswith("\r\n") else "\n"
    if lines and not lines.endswith("\n"):
        lines += ending
    name = ".".join(second.path)
    joined = text[:place] + lines + text[place : header[0]] + text[end:]
    return joined, second.key.line, f"[{name}] stands twice: put its options below the first"


def _keys(document: Document, table: Entry) -> list[Entry]:
    return [entry for entry in document.entries if entry.kind == KEY and entry.table is table and entry.parent is None]


def _value(document: Document, key: Entry) -> str | None:
    return None if key.value is None else document.source(key.value)
