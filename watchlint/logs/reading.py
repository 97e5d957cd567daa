"""A log of any size and kind, read once in constant memory for the known messages in it."""

from __future__ import annotations

import os
import re

from watchlint.logs.decoding import CHUNK, chunks, without_escapes
from watchlint.logs.messages.model import Message
from watchlint.logs.polling import user_of
from watchlint.logs.scan import Hit, Scan
from watchlint.logs.unwrapping import MOST, unwrapped
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_LONGEST_LINE = 8 * CHUNK  # a longer line is cut there: what lies across the cut is missed, nothing else


class Seen(Record):
    """A message that occurs."""

    message: Message
    count: int  # type: ignore[assignment]  # a tuple has a method of this name
    """In how many lines."""
    first: int
    last: int
    """Numbers of the first and the last line, from 1."""
    text: str
    """The matched part of the first line."""
    detail: str
    """Its group `detail`, "" where it has none."""
    server: str
    """The server that it is about, as far as the log tells."""


class Log(Record):
    """A read log."""

    lines: int
    bytes: int
    """After unpacking."""
    seen: list[Seen]
    """In the order of their first lines."""
    broken: str
    """Why reading stopped early, "" where it did not."""


def read_log(stream: BinaryIO) -> Log:
    """Reads an open binary stream to its end. Never raises for what the stream holds: a gzip that is cut off or
    damaged is read as far as it goes, and `broken` says so."""
    scan = Scan()
    reason: list[str] = []
    size = 0
    rest = whole_log = b""
    for chunk in chunks(stream, reason):
        size += len(chunk)
        if rest:
            chunk = rest + chunk
        end = chunk.rfind(b"\n") + 1
        if not end and len(chunk) < _LONGEST_LINE:
            rest = chunk
            continue
        whole, rest = (chunk[:end], chunk[end:]) if end else (chunk, b"")
        block = _plain(whole)
        scan.block(block)
        if len(whole_log) <= MOST:
            whole_log += block
    lines = scan.lines
    if rest:
        block = _plain(rest)
        scan.block(block)
        whole_log += block
        lines += 1
    hits = scan.hits()
    if len(whole_log) <= MOST:
        hits = _with_broken(whole_log, hits)
    seen = [
        Seen(hit.message, hit.count, hit.first, hit.last, hit.text, hit.detail, user_of(hit.message.server, hit.named))
        for hit in hits
    ]
    return Log(lines, size, seen, reason[0] if reason else "")


def _with_broken(text: bytes, hits: list[Hit]) -> list[Hit]:
    """The hits, and those that lines hold which were broken at some width: a complaint that no line of the log makes by
    itself; one that says little must fall apart where they were broken. What a part of such a line was taken for goes."""
    for way in unwrapped(text):
        scan = Scan()
        scan.block(b"\n".join(map(way.joined, range(len(way.begins)))))
        known = {hit.message.id for hit in hits}
        for hit in scan.hits():
            line = hit.first - 1
            if hit.message.id in known or hit.message.last:
                continue
            if hit.message.general and re.search(hit.message.pattern, way.apart(line)):
                continue  # two lines that happen to stand together
            parts = range(way.begins[line] + 1, way.begins[line] + 1 + len(way.parts(line)))
            hits = [other for other in hits if other.count > 1 or other.first not in parts]
            hit.first, hit.last = parts[0], way.begins[hit.last - 1] + 1
            hits.append(hit)
    return sorted(hits, key=lambda hit: hit.first)


def _plain(block: bytes) -> bytes:
    return without_escapes(block) if b"\x1b" in block else block


def open_log(path: str) -> BinaryIO:
    """The log file open for reading, or standard input for '-'. Raises OSError."""
    if path == "-":
        return os.fdopen(os.dup(0), "rb", buffering=0)
    if os.path.isdir(path):
        raise IsADirectoryError(21, "Is a directory", path)
    return open(path, "rb", buffering=0)
