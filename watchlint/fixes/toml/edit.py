"""Changes a TOML file by as little as the change needs. Bytes in, bytes out.

Each function finds its place in whatever content it is given, and returns the very same bytes where there is nothing left
to do. What it returns is proven: the new file reads as exactly the old data with that one change, and every line the
change does not concern is byte for byte as it was, in order. Newlines (CRLF), a byte order mark and a missing last newline
are kept. Where that can't be had, or the file is no TOML, Refused says why and on which line. A path is a tuple of names;
one that leads through an array of tables is refused, for it names several places.
"""

from __future__ import annotations

from watchlint.facts.toml.document import KEY, TABLE, Entry
from watchlint.facts.toml.reader import BOM
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml.comments import above, own_start, require_none
from watchlint.fixes.toml.draft import Draft, with_value, without
from watchlint.fixes.toml.places import deletions, insertion, newline
from watchlint.fixes.toml.source import key_source, literal, path_source, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def set_value(data: bytes, path: tuple[str, ...], value: object, comment: str | None = None) -> bytes:
    """Writes a value: in place of the key's old one, keeping the comment behind it; else as a new key of its table.

    `comment` (without `#`) is put behind the value where that line has none and can have one. A key that already has
    this value stays as it is. Raises Refused, and TypeError for a value TOML does not have.
    """
    return _set(Draft(data), path, literal(value), value, _tail(comment))


def remove(data: bytes, path: tuple[str, ...]) -> bytes:
    """Takes out a key, or a table with all below it, however it is written (header, dotted keys, inline table).

    Its comments go with it, the one directly above and the one behind it, and those between a table's header and its last
    key; so does a header left without keys. Refused where a comment may be about more than what goes.
    """
    draft = Draft(data)
    if not draft.lookup(path)[0]:
        return data
    splices, gone = deletions(draft.document, path)
    return draft.finish(splices, without(draft.values, path, _explicit(draft, gone)))


def rename_key(data: bytes, path: tuple[str, ...], name: str) -> bytes:
    """Gives the last name of a path another name, wherever it is written. Refuses a name that is taken."""
    draft = Draft(data)
    found, value = draft.lookup(path)
    new = (*path[:-1], name)
    if not found or new == path:
        return data
    _require_free(draft, new)
    splices = []
    for entry in draft.document.under(path):
        part = len(path) - 1 - len(entry.base)
        if part >= 0:
            span = entry.parts[part]
            splices.append((span.start, span.end, key_source(name)))
    return draft.finish(splices, with_value(without(draft.values, path, set()), new, value))


def move(data: bytes, old: tuple[str, ...], new: tuple[str, ...]) -> bytes:
    """Moves a key or a table. A value's source and its comments, above and behind it, stay byte for byte; a table's lines
    stay where they are under a new header, as does the only key of a table. Nothing to do where `old` is absent; refused
    where `new` is taken or below `old`, or where a comment may be about more than the key."""
    draft = Draft(data)
    found, value = draft.lookup(old)
    if not found or old == new:
        return data
    if old[:-1] == new[:-1]:
        return rename_key(data, old, new[-1])
    if new[: len(old)] == old or old[: len(new)] == new:
        raise Refused(f"line {draft.line(old)}: {'.'.join(old)} can't be moved to {'.'.join(new)}")
    _require_free(draft, new)
    key = draft.key(old)
    if key is not None:
        text, end = draft.text, key.comment.end if key.comment else key.content.end
        source, tail = draft.document.source(key.content), text[key.content.end : end]
        renamed = _only_key_renamed(draft, key, old, new, value)
        if renamed is not None:
            return renamed
        lead = "" if key.parent else text[own_start(draft.document, key) : draft.document.line_start(key.key.start)]
        moved = _set(draft, new, source, value, tail, lead=lead)
        there = Draft(moved).key(new)
        if (tail or lead) and there is not None and there.parent is not None:
            raise Refused(f"line {key.key.line}: the comment has no place in an inline table")
        return remove(moved, old)
    written = draft.document.under(old)
    if all(entry.kind != KEY or _under_header(entry, old) for entry in written):
        splices = []
        for header in written:
            if header.kind != KEY:
                splices.append((header.parts[0].start, header.parts[len(old) - 1].end, path_source(new)))
        rest = without(draft.values, old, _explicit(draft, set(written)))
        return draft.finish(splices, with_value(rest, new, value))
    if any(entry.kind != KEY for entry in written):
        raise Refused(f"line {draft.line(old)}: {'.'.join(old)} is written both as a table and as dotted keys")
    for entry in written:
        if len(entry.base) < len(old):  # else it stands in a value that moves as a whole
            data = move(data, entry.path, new + entry.path[len(old) :])
    return data


def _only_key_renamed(
    draft: Draft, key: Entry, old: tuple[str, ...], new: tuple[str, ...], value: object
) -> bytes | None:
    """A key that is all its table has, where it stands: header and key get other names. None where that can't be."""
    document, header = draft.document, key.table
    if header is None or header.kind != TABLE or key.parent or header.path != old[:-1] or document.under(new[:1]):
        return None
    if len(document.under(header.path)) != 2 or len(new) < 2:
        return None
    within = own_start(document, key), document.line_end(key.content.end)
    end = next((table.key.start for table in document.tables if table.key.start > key.key.start), len(draft.text))
    for comment in document.comments:
        if header.key.end < comment.start < end and comment != header.comment:
            if not within[0] <= comment.start < within[1] and comment.start < above(document, document.line_start(end)):
                return None
    splices = [
        (header.parts[0].start, header.parts[-1].end, path_source(new[:-1])),
        (key.key.start, key.key.end, key_source(new[-1])),
    ]
    return draft.finish(splices, with_value(without(draft.values, old, set()), new, value))


def set_items(data: bytes, path: tuple[str, ...], items: Sequence[object]) -> bytes:
    """Gives the elements of an array other values, one for each; None takes an element out. Its lines keep their form.

    Refused where a comment stands in the array.
    """
    draft = Draft(data)
    key = draft.key(path)
    if key is None or key.form != "array" or len(key.items) != len(items):
        raise Refused(f"line {draft.line(path)}: {'.'.join(path)} is not the array it was")
    document, values = draft.document, draft.lookup(path)[1]
    if not isinstance(values, list):
        return data
    require_none(document, key.content.start, key.content.end)
    kept = [index for index, item in enumerate(items) if item is not None]
    if not kept:
        return set_value(data, path, [])
    splices = []
    for index, (span, item) in enumerate(zip(key.items, items, strict=True)):
        if item is None and index < kept[0]:
            splices.append((span.start, key.items[index + 1].start, ""))
        elif item is None:
            splices.append((key.items[index - 1].end, span.end, ""))
        elif not same(item, values[index]):
            splices.append((span.start, span.end, literal(item)))
    if not splices:
        return data
    return draft.finish(splices, with_value(draft.values, path, [items[index] for index in kept]))


def append_to_array(data: bytes, path: tuple[str, ...], value: object) -> bytes:
    """Adds an element at the end of an array, laid out like those before it; a missing array is made.

    An element the array already has is not added again.
    """
    draft = Draft(data)
    found, array = draft.lookup(path)
    if not found:
        return set_value(data, path, [value])
    key = draft.key(path)
    if key is None or not isinstance(array, list):
        raise Refused(f"line {draft.line(path)}: {'.'.join(path)} is not an array of values")
    if any(same(value, element) for element in array):
        return data
    return draft.finish(_appended(draft, key, literal(value)), with_value(draft.values, path, [*array, value]))


def strip_bom(data: bytes) -> bytes:
    """Without the UTF-8 byte order mark, which Streamlit's parser takes for a syntax error."""
    return data[len(BOM) :] if data.startswith(BOM) else data


def _tail(comment: str | None) -> str:
    if comment is None:
        return ""
    if not comment.replace("\t", " ").isprintable():
        raise ValueError(f"not a comment for one line: {comment!r}")
    return f"  # {comment}"


def _set(
    draft: Draft,
    path: tuple[str, ...],
    source: str,
    value: object,
    tail: str,
    lead: str = "",
) -> bytes:
    if not path:
        raise ValueError("a path needs a name")
    found, old = draft.lookup(path)
    if found and same(old, value):
        return draft.bytes
    key = draft.key(path)
    if key is not None:
        splices = [(key.content.start, key.content.end, source)]
        if tail and key.comment is None and key.parent is None:
            splices = [(key.content.start, key.content.end, source + tail)]
    elif found:
        raise Refused(f"line {draft.line(path)}: {'.'.join(path)} is a table, not a value")
    else:
        _require_free(draft, path)
        splices = [insertion(draft.document, path, source, tail, lead)]
    return draft.finish(splices, with_value(draft.values, path, value))


def _require_free(draft: Draft, path: tuple[str, ...]) -> None:
    """Refuses a path that is taken, or that leads through a value."""
    if draft.lookup(path)[0]:
        raise Refused(f"line {draft.line(path)}: {'.'.join(path)} is already there")
    for depth in range(1, len(path)):
        there, holder = draft.lookup(path[:depth])
        if there and not isinstance(holder, dict):
            raise Refused(f"line {draft.line(path[:depth])}: {'.'.join(path[:depth])} is a value, not a table")


def _explicit(draft: Draft, gone: set[Entry]) -> set[tuple[str, ...]]:
    """The tables that something other than what goes writes out: they stay, even when empty."""
    return {entry.path for entry in draft.document.entries if entry not in gone}


def _under_header(key: Entry, path: tuple[str, ...]) -> bool:
    return key.table is not None and key.table.path[: len(path)] == path


def _appended(draft: Draft, key: Entry, source: str) -> list[tuple[int, int, str]]:
    document, text = draft.document, draft.text
    close = key.content.end - 1
    if not key.items:
        start = document.line_start(close)
        if text[start:close].strip():
            return [(close, close, source)]
        indent, end = text[start:close], newline(document, key.content.start)
        return [(start, start, f"{indent}    {source}{end}")]
    last = key.items[-1]
    start = document.line_start(last.start)
    if text[start : last.start].strip():
        # Elements side by side: stay on the line of the last one.
        return [(last.end, last.end, f", {source}")]
    indent, end = text[start : last.start], newline(document, last.start)
    if key.comma is None:
        line = document.line_end(last.end)
        if line > close:
            return [(last.end, last.end, f",{end}{indent}{source}")]
        return [(last.end, last.end, ","), (line, line, f"{indent}{source}{end}")]
    line = document.line_end(key.comma)
    if line > close:
        return [(key.comma + 1, key.comma + 1, f"{end}{indent}{source},")]
    return [(line, line, f"{indent}{source},{end}")]
