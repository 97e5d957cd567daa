"""Where a new TOML key goes, and what goes with one that leaves: splices (start, end, text) for `Draft.finish`."""

from __future__ import annotations

from watchlint.facts.toml.document import KEY, TABLE, Document, Entry
from watchlint.fixes.toml.comments import above, own_start, require_none
from watchlint.fixes.toml.source import path_source


def insertion(
    document: Document, path: tuple[str, ...], source: str, tail: str = "", lead: str = ""
) -> tuple[int, int, str]:
    """The splice that writes a new key, in the way its table is already written.

    The innermost table on the path that stands in the text decides: an inline table gets one more entry; a table made by
    dotted keys one more dotted key after its last; a header one more line after its last key; where the header is
    missing, it is written at the end, after one blank line. `tail` follows the value on its line (a comment), `lead` are lines
    above it; in an inline table, where no comment may stand, they are left out.
    """
    for depth in range(len(path) - 1, 0, -1):
        here = document.find(path[:depth])
        if here is not None and here.kind == KEY:
            return _into_inline_table(document, here, path[depth:], source)
        if here is not None and here.kind == TABLE:
            if depth == len(path) - 1:
                return _after(document, _last_line(document, here), path_source(path[depth:]), source, tail, lead)
            return _new_table(document, path, source, tail, lead)
        dotted = [key for key in _lines(document) if key.path[:depth] == path[:depth] and len(key.base) < depth]
        if dotted:
            last = dotted[-1]
            written = document.text[last.parts[0].start : last.parts[depth - len(last.base) - 1].end]
            return _after(document, last, f"{written}.{path_source(path[depth:])}", source, tail, lead)
    if len(path) > 1:
        return _new_table(document, path, source, tail, lead)
    top = [key for key in _lines(document) if key.table is None]
    if top:
        return _after(document, top[-1], path_source(path), source, tail, lead)
    return _above_first_header(document, f"{lead}{path_source(path)} = {source}{tail}")


def deletions(document: Document, path: tuple[str, ...]) -> tuple[list[tuple[int, int, str]], set[Entry]]:
    """The splices that take out all that is written at a path or below it, and the entries that go.

    A key goes with its whole lines and its own comment, the one directly above and the one behind it; a table from its
    header's own comment to its last key; and a header goes that would be left without keys. Of the blank lines around what
    goes one side goes. Raises Refused where a comment may be about something that stays, or would be left alone.
    """
    doomed = document.under(path)
    gone = set(doomed)
    gone |= {header for header in document.tables if _is_emptied(document, header, gone)}
    headers = [entry for entry in document.entries if entry in gone and entry.kind != KEY]
    blocks = []
    for header in headers:
        end = document.line_end(_last_line(document, header).span.end)
        require_none(document, end, _where_next_begins(document, header))
        blocks.append((own_start(document, header), end))
        if header not in doomed:
            keys = [key for key in _lines(document) if key.table is header]
            inside = document.line_end(header.key.end)
            for key in keys:
                require_none(document, inside, own_start(document, key))
                inside = document.line_end(key.span.end)
    splices = []
    for key in doomed:
        if key.kind != KEY or key.table in headers:
            continue
        if key.parent is None:
            blocks.append((own_start(document, key), document.line_end(key.content.end)))
        elif key.parent not in doomed:
            splices.append(_out_of_inline_table(document, key, doomed))
    blocks = [_with_blank_lines(document, *block) for block in _merged(document, sorted(blocks))]
    splices += [(start, end, "") for start, end in blocks]
    return list(set(splices)), gone


def _is_emptied(document: Document, header: Entry, gone: set[Entry]) -> bool:
    """Whether a table loses every key it has."""
    keys = [key for key in _lines(document) if key.table is header]
    return header.kind == TABLE and not header.in_array and bool(keys) and all(key in gone for key in keys)


def _where_next_begins(document: Document, header: Entry) -> int:
    """Where the next header begins, the comment directly above it included; the end where there is none."""
    for table in document.tables:
        if table.key.start > header.key.start:
            return above(document, document.line_start(table.key.start))
    return len(document.text)


def newline(document: Document, offset: int) -> str:
    """The newline to use beside an offset: that of its line, else the file's first, else a plain one."""
    line = document.text[document.line_start(offset) : document.line_end(offset)]
    if not line.endswith("\n"):
        line = document.text[: document.line_end(0)]
    return "\r\n" if line.endswith("\r\n") else "\n"


def _lines(document: Document) -> list[Entry]:
    """The keys with a line of their own."""
    return [key for key in document.keys if key.parent is None]


def _last_line(document: Document, header: Entry) -> Entry:
    """A table's last key line, or its header where it has none."""
    return ([header] + [key for key in _lines(document) if key.table is header])[-1]


def _after(document: Document, anchor: Entry, key: str, source: str, tail: str, lead: str) -> tuple[int, int, str]:
    """A new line after an entry's, indented and spaced like it."""
    text, start = document.text, anchor.key.start
    indent = text[document.line_start(start) : start]
    tight = anchor.value is not None and text[anchor.key.end : anchor.value.start] == "="
    line = f"{lead}{indent}{key}{'=' if tight else ' = '}{source}{tail}"
    return _line_at(document, document.line_end(anchor.span.end), line, newline(document, anchor.span.end))


def _line_at(document: Document, position: int, line: str, end: str) -> tuple[int, int, str]:
    """A line inserted between two others. A file without a last newline stays one."""
    if position and document.text[position - 1] != "\n":
        return position, position, end + line
    return position, position, line + end


def _new_table(document: Document, path: tuple[str, ...], source: str, tail: str, lead: str) -> tuple[int, int, str]:
    text, position = document.text, len(document.text)
    end = newline(document, position)
    lines = f"[{path_source(path[:-1])}]{end}{lead}{path_source(path[-1:])} = {source}{tail}"
    if not text:
        return position, position, lines + end
    if not text.endswith("\n"):
        return position, position, end + end + lines
    last = text[document.line_start(position - 1) :]
    return position, position, (end if last.strip() else "") + lines + end


def _above_first_header(document: Document, line: str) -> tuple[int, int, str]:
    """The first key outside any table: above the first header and the comments that stand on it; else at the end."""
    text = document.text
    if not document.tables:
        return _line_at(document, len(text), line, newline(document, len(text)))
    position = document.line_start(document.tables[0].key.start)
    end = newline(document, position)
    while position:
        above = document.line_start(position - 1)
        # "#:schema …" speaks to editors about the whole file and has to stay on top.
        if not text[above:position].lstrip().startswith("#") or text[above:position].startswith("#:"):
            break
        position = above
    return position, position, f"{line}{end}{end}"


def _into_inline_table(document: Document, table: Entry, path: tuple[str, ...], source: str) -> tuple[int, int, str]:
    pair = f"{path_source(path)} = {source}"
    inner = [key for key in document.keys if key.parent is table]
    if inner:
        position = inner[-1].content.end
        return position, position, f", {pair}"
    return table.content.start, table.content.end, f"{{ {pair} }}"


def _out_of_inline_table(document: Document, key: Entry, doomed: list[Entry]) -> tuple[int, int, str]:
    """Takes one entry and one comma. With several going, those kept at the front decide which comma."""
    inner = [other for other in document.keys if other.parent is key.parent]
    kept = [other for other in inner if other not in doomed]
    if not kept:
        around = key.parent.content if key.parent else key.content
        return around.start + 1, around.end - 1, ""
    index = inner.index(key)
    if key.key.start < kept[0].key.start:
        return key.key.start, inner[index + 1].key.start, ""
    return inner[index - 1].content.end, key.content.end, ""


def _blank(line: str) -> bool:
    return not line.strip()


def _merged(document: Document, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Blocks with nothing but blank lines between them, as one."""
    merged: list[tuple[int, int]] = []
    for start, end in blocks:
        if merged and _blank(document.text[merged[-1][1] : start]):
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return merged


def _with_blank_lines(document: Document, start: int, end: int) -> tuple[int, int]:
    text = document.text
    above = start
    while above and _blank(text[document.line_start(above - 1) : above]):
        above = document.line_start(above - 1)
    below = end
    while below < len(text) and _blank(text[below : document.line_end(below)]):
        below = document.line_end(below)
    if below == len(text):
        return above, below
    if above == start and start and not text[document.line_start(start - 1) : start].lstrip().startswith("["):
        return start, end
    more_below = text.count("\n", end, below) > text.count("\n", above, start) > 0
    return (above, end) if more_below and above else (start, below)
