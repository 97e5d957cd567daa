"""Known complaints in a log of any size, plain or gzip, read once in constant memory.

The log is read in chunks of a megabyte. In each chunk the few anchors of log_signatures are searched
for as plain bytes; a line is looked at, and a regular expression tried, only where an anchor was found.
Once an anchor was in many lines of a chunk ("watch" in every request, say), the longer plain texts that its
patterns demand are searched for in its place.
"""

from __future__ import annotations

import os
import re
import zlib
from collections import namedtuple

from hooks.facts.log_signatures import SIGNATURES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

CHUNK = 1 << 20
_LONGEST_LINE = 8 * CHUNK  # a longer line is cut there: what lies across the cut is missed, nothing else
_SHOWN = 300  # bytes of the matched text that are kept
_OFTEN = 200  # more lines of a chunk with one anchor take longer (5 µs each) than to look for the longer texts

Seen = namedtuple("Seen", "signature count first last text detail")
"""A signature that occurs: how many lines, number of the first and the last (from 1), the matched part of the
first line and its `detail` group ('' where there is none), both decoded."""

Log = namedtuple("Log", "lines bytes seen broken")
"""A read log: lines, bytes (after unpacking), a Seen for each signature in the order of its first line, and why
reading stopped early ('' when it did not)."""


def read_log(stream: BinaryIO) -> Log:
    """Reads an open binary stream to its end. Never raises for what the stream holds: a gzip that is cut off or
    damaged is read as far as it goes, and `broken` says so."""
    found: dict[str, list] = {}
    reason = []
    lines = size = 0
    rest = b""
    by_anchor = _by_anchor()
    contains = _contains()
    often: set[bytes] = set()
    for chunk in _chunks(stream, reason):
        size += len(chunk)
        if rest:
            chunk = rest + chunk
        end = chunk.rfind(b"\n") + 1
        if not end and len(chunk) < _LONGEST_LINE:
            rest = chunk
            continue
        whole, rest = (chunk[:end], chunk[end:]) if end else (chunk, b"")
        _scan(whole, lines, by_anchor, often, contains, found)
        lines += whole.count(b"\n")
    if rest:
        _scan(rest, lines, by_anchor, often, contains, found)
        lines += 1
    seen = [
        Seen(signature, count, first, last, text, detail)
        for signature, count, first, last, text, detail in sorted(found.values(), key=lambda entry: entry[2])
    ]
    return Log(lines, size, seen, reason[0] if reason else "")


def open_log(path: str) -> BinaryIO:
    """The log file open for reading, or standard input for '-'. Raises OSError."""
    if path == "-":
        return os.fdopen(os.dup(0), "rb", buffering=0)
    if os.path.isdir(path):
        raise IsADirectoryError(21, "Is a directory", path)
    return open(path, "rb", buffering=0)


def _scan(block: bytes, before: int, by_anchor, often, contains, found) -> None:
    """Counts the signatures in whole lines; `before` lines went by earlier."""
    taken = set()  # starts of the lines that are counted: two needles may lead to one line
    last: dict[str, int] = {}  # where a signature was last seen; made a line number once for the whole block
    whole: list = []  # the search of the one signature whose lines are counted without being `taken`

    def look(needle: bytes, searches, position: int, most: int) -> int:
        """Tries the searches on each line with the needle from `position` on; the start of the line where it stopped
        after `most` lines, -1 at the end."""
        position = block.find(needle, position)
        while position >= 0 and most:
            most -= 1
            start = block.rfind(b"\n", 0, position) + 1
            end = block.find(b"\n", position)
            if end < 0:
                end = len(block)
            if start not in taken:
                line = block[start:end]
                for signature, search in () if whole and whole[0](line) else searches:
                    match = search(line)
                    if match:
                        taken.add(start)
                        entry = found.get(signature.id)
                        if entry is None:
                            entry = [signature, 0, before + _line_number(block, start), 0, *_shown(match)]
                            found[signature.id] = entry
                        entry[1] += 1
                        last[signature.id] = max(start, last.get(signature.id, 0))
                        break
            position = block.find(needle, end)
        return -1 if position < 0 else block.rfind(b"\n", 0, position) + 1

    def count(text: bytes, signature, search, position: int) -> None:
        """Counts a signature that is in very many lines from `position` on, without a look at each of them."""
        entry = found[signature.id]
        entry[1] += len(re.findall(rb"(?:" + signature.pattern + rb")[^\n]*", block[position:]))
        for start in taken:  # by signatures that come before this one
            entry[1] -= start >= position and search(_line(block, start)) is not None
        whole.append(search)
        end = block.rfind(text)
        while end >= position:
            start = block.rfind(b"\n", 0, end) + 1
            if start not in taken and search(_line(block, start)):
                last[signature.id] = max(start, last[signature.id])
                break
            end = block.rfind(text, 0, max(start, 0))

    for anchor, searches, longer in by_anchor:
        if not contains(block, anchor):
            continue
        position = 0 if anchor in often else look(anchor, searches, 0, _OFTEN)
        if position >= 0:
            often.add(anchor)
            for text, one in longer:
                if contains(block, text):
                    rest = look(text, one, position, _OFTEN)
                    ((signature, search),) = one
                    if rest >= 0 and not whole and signature.id in last and len(demanded(signature.pattern)) == 1:
                        count(text, signature, search, rest)
                    elif rest >= 0:
                        look(text, one, rest, -1)
    for name, start in last.items():
        found[name][3] = before + _line_number(block, start)


def _line(block: bytes, start: int) -> bytes:
    end = block.find(b"\n", start)
    return block[start:] if end < 0 else block[start:end]


def _line_number(block: bytes, start: int) -> int:
    return block.count(b"\n", 0, start) + 1


def _shown(match) -> tuple[str, str]:
    detail = match.groupdict().get("detail") or b""
    return match.group()[:_SHOWN].decode("utf-8", "replace").strip(), detail[:_SHOWN].decode("utf-8", "replace")


def _by_anchor():
    """(anchor, ((signature, search), …), ((longer text, ((signature, search),)), …)) in an order that keeps the
    signatures' own: the first match counts."""
    anchors: dict[bytes, list] = {}
    for signature in SIGNATURES:
        anchors.setdefault(signature.anchor, []).append((signature, re.compile(signature.pattern).search))
    # The catch-all for any EMFILE comes last, so a line with a better name keeps it.
    ordered = sorted(anchors.items(), key=lambda item: item[0] == b"any open files")
    return [
        (anchor, pairs, [(text, (pair,)) for pair in pairs for text in demanded(pair[0].pattern)])
        for anchor, pairs in ordered
    ]


def demanded(pattern: bytes) -> list[bytes]:
    """Plain texts of which every match of a signature's pattern holds at least one: of each alternative the longest
    text outside of groups, sets and repetitions. Knows the small part of the syntax that log_signatures uses."""
    found = []
    depth, texts, text = 0, [], b""
    pieces = re.findall(rb"\\.|\[[^\]]*\]|\{[^}]*\}|.", pattern, re.S)
    for piece in [*pieces, b"|"]:
        if piece == b"(":
            depth += 1
        if piece == b")":
            depth -= 1
        if piece in (b"?", b"*") or piece[:1] == b"{":
            text = text[:-1]  # what stands before it may be absent
        plain = piece[1:] if piece[:1] == b"\\" and not piece[1:].isalnum() else piece
        if not depth and len(plain) == 1 and (piece != plain or plain not in b"().?*+|^$"):
            text += plain
            continue
        texts.append(text)
        text = b""
        if piece == b"|" and not depth:
            found.append(max(texts, key=len))
            texts = []
    return found


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


def _contains() -> Callable[[bytes, bytes], bool]:
    """The fastest way to ask whether bytes hold a literal: the C library's memmem, which is three to four times
    as fast as CPython's own search on text without a hit (0.2 against 0.6 s for a GiB); `in` where there is none."""
    try:
        import ctypes

        memmem = ctypes.CDLL(None).memmem
        memmem.restype = ctypes.c_void_p
        memmem.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    except (ImportError, OSError, TypeError, AttributeError):
        return lambda block, literal: literal in block
    return lambda block, literal: memmem(block, len(block), literal, len(literal)) is not None
