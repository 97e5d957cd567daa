"""The text of a log, whatever it was written as: gzip unpacked, UTF-16 turned into UTF-8, terminal colours taken out."""

from __future__ import annotations

import re
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from codecs import IncrementalDecoder
    from collections.abc import Iterator
    from typing import BinaryIO

CHUNK = 1 << 20

# ECMA-48: control sequences, operating system commands (links, titles), character sets.
_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[()][0-9A-Za-z])")
_KINDS = 32


def chunks(stream: BinaryIO, reason: list[str]) -> Iterator[bytes]:
    """The log's bytes, as UTF-8 where it is text. A reason to stop early is added to `reason`."""
    decoder = None
    for number, chunk in enumerate(_unpacked(stream, reason)):
        if not number:
            decoder = _decoder(chunk)
        yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk


def without_escapes(block: bytes) -> bytes:
    """A block without what colours it in a terminal, as it stands inside of phrases too. A log has few different
    sequences, so each is taken out everywhere once it was met: ten times as fast as one by one."""
    for _ in range(_KINDS):
        match = _ESCAPE.search(block)
        if match is None:
            return block
        block = block.replace(match.group(), b"")
    return _ESCAPE.sub(b"", block)


def _decoder(first: bytes) -> IncrementalDecoder | None:
    """A decoder where a log begins as UTF-16, as PowerShell's `>` writes it; None for anything else."""
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        name = "utf-16"
    else:
        start = first[:1024]
        half = len(start) // 2
        zeros = start[::2].count(0), start[1::2].count(0)
        if half < 8 or max(zeros) < 0.8 * half or min(zeros) > 0.1 * half:
            return None
        name = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    import codecs

    return codecs.getincrementaldecoder(name)("replace")


def _unpacked(stream: BinaryIO, reason: list[str]) -> Iterator[bytes]:
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
