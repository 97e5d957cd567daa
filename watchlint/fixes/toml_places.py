"""Where a new TOML key goes, and what goes with one that leaves: splices (start, end, text) for `Draft.finish`."""

from __future__ import annotations

from watchlint.facts.toml.document import KEY, TABLE, Document, Entry
from watchlint.fixes.toml_source import path_source


def insertion(document: Document, path: tuple[str, ...], source: str, tail: str = "") -> tuple[int, int, str]:
    """The splice that writes a new key, in the way its table is already written.

    The innermost table on the path that stands in the text decides: an inline table gets one more entry; a table made by
    dotted keys one more dotted key after its last; a header one more line after its last key; where the header is
    missing, it is written at the end, after one blank line. `tail` follows the value on its line (a comment); in an inline
    table, where no comment may stand, it is left out.
    """
    for depth in range(len(path) - 1, 0, -1):
        here = document.find(path[:depth])
        if here is not None and here.kind == KEY:
            return _into_inline_table(document, here, path[depth:], source)
        if here is not None and here.kind == TABLE:
            if depth == len(path) - 1:
                return _after(document, _last_line(document, here), path_source(path[depth:]), source, tail)
            return _new_table(document, path, source, tail)
        dotted = [key for key in _lines(document) if key.path[:depth] == path[:depth] and len(key.base) < depth]
        if dotted:
            last = dotted[-1]
            written = document.text[last.parts[0].start : last.parts[depth - len(last.base) - 1].end]
            return _after(document, last, f"{written}.{path_source(path[depth:])}", source, tail)
    if len(path) > 1:
        return _new_table(document, path, source, tail)
    top = [key for key in _lines(document) if key.table is None]
    if top:
        return _after(document, top[-1], path_source(path), source, tail)
    return _above_first_header(document, f"{path_source(path)} = {source}{tail}")


def deletions(document: Document, path: tuple[str, ...]) -> tuple[list[tuple[int, int, str]], set[Entry]]:
    """The splices that take out all that is written at a path or below it, and the entries that go.

    A key goes with its whole line, a table from its header to its last key, comments between them included. Comment
    lines above a key or a header stay, and so do those after a table's last key: they may belong to what follows. Of the
    blank lines around a removed table one side goes.
    """
    doomed = document.under(path)
    headers = {entry for entry in doomed if entry.kind != KEY}
    blocks = []
    for entry in doomed:
        if entry in headers:
            last = _last_line(document, entry)
            blocks.append((document.line_start(entry.key.start), document.line_end(last.span.end)))
    blocks = [_with_blank_lines(document, *block) for block in _merged(document, blocks)]
    splices = [(start, end, "") for start, end in blocks]
    for key in doomed:
        if key.kind != KEY or key.table in headers:
            continue
        if key.parent is None:
            splices.append((document.line_start(key.key.start), document.line_end(key.value.end), ""))
        elif key.parent not in doomed:
            splices.append(_out_of_inline_table(document, key, doomed))
    return list(set(splices)), set(doomed)


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


def _after(document: Document, anchor: Entry, key: str, source: str, tail: str) -> tuple[int, int, str]:
    """A new line after an entry's, indented and spaced like it."""
    text, start = document.text, anchor.key.start
    indent = text[document.line_start(start) : start]
    tight = anchor.value is not None and text[anchor.key.end : anchor.value.start] == "="
    line = f"{indent}{key}{'=' if tight else ' = '}{source}{tail}"
    return _line_at(document, document.line_end(anchor.span.end), line, newline(document, anchor.span.end))


def _line_at(document: Document, position: int, line: str, end: str) -> tuple[int, int, str]:
    """A line inserted between two others. A file without a last newline stays one."""
    if position and document.text[position - 1] != "\n":
        return position, position, end + line
    return position, position, line + end


def _new_table(document: Document, path: tuple[str, ...], source: str, tail: str) -> tuple[int, int, str]:
    text, position = document.text, len(document.text)
    end = newline(document, position)
    lines = f"[{path_source(path[:-1])}]{end}{path_source(path[-1:])} = {source}{tail}"
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
        position = inner[-1].value.end
        return position, position, f", {pair}"
    return table.value.start, table.value.end, f"{{ {pair} }}"


def _out_of_inline_table(document: Document, key: Entry, doomed: list[Entry]) -> tuple[int, int, str]:
    """Takes one entry and one comma. With several going, those kept at the front decide which comma."""
    inner = [other for other in document.keys if other.parent is key.parent]
    kept = [other for other in inner if other not in doomed]
    if not kept:
        return key.parent.value.start + 1, key.parent.value.end - 1, ""
    index = inner.index(key)
    if key.key.start < kept[0].key.start:
        return key.key.start, inner[index + 1].key.start, ""
    return inner[index - 1].value.end, key.value.end, ""


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
    return (start, below) if above < start or start == 0 else (start, end)
