"""A log of any size, plain or gzip, read once in constant memory for the known complaints in it."""

from __future__ import annotations

import os
import zlib
from collections import namedtuple

from watchlint.logs.scan import Scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

CHUNK = 1 << 20
_LONGEST_LINE = 8 * CHUNK  # a longer line is cut there: what lies across the cut is missed, nothing else

Seen = namedtuple("Seen", "signature count first last text detail")
"""A signature that occurs: how many lines, number of the first and the last (from 1), the matched part of the
first line and its `detail` group ('' where there is none), both decoded."""

Log = namedtuple("Log", "lines bytes seen broken")
"""A read log: lines, bytes (after unpacking), a Seen for each signature in the order of its first line, and why
reading stopped early ('' when it did not)."""


def read_log(stream: BinaryIO) -> Log:
    """Reads an open binary stream to its end. Never raises for what the stream holds: a gzip that is cut off or
    damaged is read as far as it goes, and `broken` says so."""
    scan = Scan()
    reason = []
    size = 0
    rest = b""
    for chunk in _chunks(stream, reason):
        size += len(chunk)
        if rest:
            chunk = rest + chunk
        end = chunk.rfind(b"\n") + 1
        if not end and len(chunk) < _LONGEST_LINE:
            rest = chunk
            continue
        whole, rest = (chunk[:end], chunk[end:]) if end else (chunk, b"")
        scan.block(whole)
    lines = scan.lines
    if rest:
        scan.block(rest)
        lines += 1
    seen = [Seen(hit.signature, hit.count, hit.first, hit.last, hit.text, hit.detail) for hit in scan.hits()]
    return Log(lines, size, seen, reason[0] if reason else "")


def open_log(path: str) -> BinaryIO:
    """The log file open for reading, or standard input for '-'. Raises OSError."""
    if path == "-":
        return os.fdopen(os.dup(0), "rb", buffering=0)
    if os.path.isdir(path):
        raise IsADirectoryError(21, "Is a directory", path)
    return open(path, "rb", buffering=0)


def _chunks(stream: BinaryIO, reason: list[str]) -> Iterator[bytes]:
    try:
        first = stream.read(CHUNK) or b""
        if first[:2] != b"\x1f\x8b":
            while first:
                yield first
                first = stream.read(CHUNK) or b""
            return
        unpack = zlib.decompressobj(31)
        inside = False
        while first:
            while first:
                inside = True
                data = unpack.decompress(first, CHUNK)
                if data:
                    yield data
                first = unpack.unconsumed_tail
                if unpack.eof:  # a log rotated by appending holds several gzip members
                    first = unpack.unused_data.lstrip(b"\0")
                    unpack = zlib.decompressobj(31)
                    inside = False
            first = stream.read(CHUNK) or b""
        if inside:
            reason.append("the gzip data end too early")
    except zlib.error as error:
        reason.append(f"the gzip data are damaged ({error})")
    except OSError as error:
        reason.append(error.strerror or "it cannot be read")
