"""Which comments belong to a key or a table that leaves: they go with it, and what is not its alone is refused."""

from __future__ import annotations

import re

from watchlint.facts.toml.document import KEY, Document, Entry
from watchlint.fixes.refused import Refused

# A line that is switched off, one for editors, or a rule across the page: nothing of that speaks of the line below it.
_OTHER = re.compile(r"#+[ \t]*(?:[\"'\w.-]+[ \t]*=|\[[\w.\"' -]+\]|$)|#:|#[\W_]{3,}", re.MULTILINE)


def own_start(document: Document, entry: Entry) -> int:
    """Where the lines of a key or a header begin: those of the comment directly above it, or its own.

    Raises Refused where that comment may speak of more: it is the file's first, has lines that are switched off, or stands
    above several keys.
    """
    line = document.line_start(entry.key.start)
    start = above(document, line)
    if start == line:
        _require_no_more_below(document, entry)
        return start
    block = document.text[start:line]
    number = document.position(start)[0]
    if start == 0:
        raise Refused(f"line {number}: the comment may be about the whole file: move or remove it by hand")
    if any(_OTHER.match(words.strip()) for words in block.splitlines()):
        raise Refused(f"line {number}: not all of the comment is about {'.'.join(entry.path)}: remove it by hand")
    if entry.kind == KEY and _is_followed(document, entry):
        raise Refused(f"line {number}: the comment may be about the line after {'.'.join(entry.path)} as well")
    _require_no_more_below(document, entry)
    return start


def above(document: Document, line: int) -> int:
    """Where the comment lines directly above a line begin; the line itself where there are none."""
    text = document.text
    while line:
        before = document.line_start(line - 1)
        if not text[before:line].lstrip(" \t").startswith("#"):
            break
        line = before
    return line


def require_none(document: Document, start: int, end: int) -> None:
    """Refuses a place with comments that would lose what they speak of."""
    for comment in document.comments:
        if start <= comment.start < end:
            raise Refused(f"line {comment.line}: the comment would stay without what it is about: change it by hand")


def _is_followed(document: Document, key: Entry) -> bool:
    """Whether the next line is another key."""
    after = document.line_end(key.span.end)
    return any(document.line_start(other.key.start) == after for other in document.keys)


def _require_no_more_below(document: Document, entry: Entry) -> None:
    """Refuses a comment behind the value that goes on below it, further to the right than keys are."""
    if entry.comment is None:
        return
    end = document.line_end(entry.span.end)
    line = document.text[end : document.line_end(end)]
    words = line.lstrip(" \t")
    indent = entry.key.start - document.line_start(entry.key.start)
    if words.startswith("#") and len(line) - len(words) > indent:
        raise Refused(f"line {document.position(end)[0]}: the comment goes on below {'.'.join(entry.path)}")
