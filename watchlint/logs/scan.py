"""Which lines of a log are known complaints, found block by block.

In each block the few anchors of log_signatures are searched for as plain bytes; a line is looked at, and a regular
expression tried, only where an anchor was found. Once an anchor was in many lines of a block ("watch" in every request,
say), the longer plain texts that its patterns demand are searched for in its place. Where even those are in many lines,
the log is full of complaints, and these are much alike but for their numbers: then each shape of a line, which is the line
with 0 for nearly every digit, is judged once.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from watchlint.logs.signatures import SIGNATURES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHOWN = 300  # bytes of the matched text that are kept
_OFTEN = 200  # more lines of a block with one text take longer, at 3 µs each, than the next way to look at them
_SHAPES = 20_000  # judged shapes that are remembered
_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")
# Numbers that a pattern asks for. They keep a shape apart: in it they are written in bytes that no text has.
NUMBERS = (b"rrno 24]", b"os error 24)", b"os error 13)")
_TO_MARK = bytes.maketrans(b"1234", b"\1\2\3\4")


class Hit:
    """A signature that occurs: in how many lines, the numbers of the first and the last, what the first one says."""

    __slots__ = ("count", "detail", "first", "last", "signature", "text")

    def __init__(self, signature, number: int, line: bytes) -> None:
        match = re.search(signature.pattern, line)
        self.signature = signature
        self.first = self.last = number
        self.count = 0
        self.text = match.group()[:_SHOWN].decode("utf-8", "replace").strip()
        self.detail = (match.groupdict().get("detail") or b"")[:_SHOWN].decode("utf-8", "replace")


class Scan:
    """The state of one reading, fed by `block`. `lines`: how many line ends went by."""

    def __init__(self) -> None:
        self.lines = 0
        self._found: dict[str, Hit] = {}
        self._contains = _contains()
        self._often: set[bytes] = set()
        self._dense = False
        self._verdicts: dict[bytes, _Judge | None] = {}

    def hits(self) -> list[Hit]:
        """A Hit for each signature that occurs, in the order of their first lines."""
        return sorted(self._found.values(), key=lambda hit: hit.first)

    def block(self, block: bytes) -> None:
        """Counts the signatures in whole lines."""
        starts = None if self._dense else self._by_text(block)
        if starts is None:
            self._by_shape(block)
        else:
            number, at = self.lines + 1, 0
            for start in sorted(starts):
                number += block.count(b"\n", at, start)
                at = start
                self._count(starts[start], 1, number, number, _line(block, start))
        self.lines += block.count(b"\n")

    def _count(self, signature, count: int, first: int, last: int, line: bytes) -> None:
        hit = self._found.get(signature.id)
        if hit is None:
            hit = self._found[signature.id] = Hit(signature, first, line)
        hit.count += count
        hit.last = last

    def _by_text(self, block: bytes) -> dict[int, object] | None:
        """Start of a line -> its signature; None where complaints are in too many lines for this way."""
        found: dict[int, object] = {}

        def look(text: bytes, judges: Iterable, position: int) -> int:
            """Tries the judges on the lines with the text from `position` on; the start of the one it stopped at, or -1."""
            position = block.find(text, position)
            for _ in range(_OFTEN):
                if position < 0:
                    return -1
                start = block.rfind(b"\n", 0, position) + 1
                line = _line(block, start)
                if start not in found:
                    signature = next((judge.signature for judge in judges if judge.search(line)), None)
                    if signature:
                        found[start] = signature
                position = block.find(text, start + len(line))
            return -1 if position < 0 else block.rfind(b"\n", 0, position) + 1

        for anchor, judges in _BY_ANCHOR:
            if not self._contains(block, anchor):
                continue
            position = 0 if anchor in self._often else look(anchor, judges, 0)
            if position < 0:
                continue
            self._often.add(anchor)
            for judge in judges:
                for text in judge.texts:
                    if self._contains(block, text) and look(text, (judge,), position) >= 0:
                        return None
        return found

    def _by_shape(self, block: bytes) -> None:
        shapes = self._shaped(block).split(b"\n")
        verdict = self._judged(set(shapes)).__getitem__
        counts = Counter(map(verdict, shapes))
        counts.pop(None, None)
        new = [judge for judge in counts if judge.signature.id not in self._found]
        first = _first_places(new, range(len(shapes)), lambda number: verdict(shapes[number]))
        last = _first_places(counts, range(len(shapes) - 1, -1, -1), lambda number: verdict(shapes[number]))
        for judge, count in counts.items():
            at = first.get(judge, 0)
            line = block.split(b"\n", at + 1)[at] if judge in first else b""
            self._count(judge.signature, count, self.lines + at + 1, self.lines + last[judge] + 1, line)
        self._dense = sum(counts.values()) > _OFTEN

    def _shaped(self, block: bytes) -> bytes:
        for text in NUMBERS:
            if self._contains(block, text):
                block = block.replace(text, text.translate(_TO_MARK))
        return block.translate(_TO_ZERO)

    def _judged(self, shapes: set[bytes]) -> dict[bytes, _Judge | None]:
        """Shape -> the first judge that takes it, None where none does: for these and others that were seen before."""
        if len(self._verdicts) > _SHAPES:
            self._verdicts = {}
        unknown = shapes - self._verdicts.keys()
        if unknown:
            text = b"\n".join(unknown)
            present = [judges for anchor, judges in _BY_ANCHOR if self._contains(text, _shaped_text(anchor))]
            for judge in chain.from_iterable(present):
                if any(self._contains(text, one) for one in judge.shaped_texts):
                    taken = set(filter(judge.search_shape, unknown))
                    self._verdicts.update(dict.fromkeys(taken, judge))
                    unknown -= taken
            self._verdicts.update(dict.fromkeys(unknown))
        return self._verdicts


def _first_places(judges: Iterable[_Judge], numbers: Iterable[int], verdict) -> dict[_Judge, int]:
    """Judge -> the first of these numbers that it takes."""
    wanted, found = set(judges), {}
    for number in numbers if wanted else ():
        judge = verdict(number)
        if judge in wanted:
            found[judge] = number
            wanted.discard(judge)
            if not wanted:
                break
    return found


def _line(block: bytes, start: int) -> bytes:
    end = block.find(b"\n", start)
    return block[start:] if end < 0 else block[start:end]


class _Judge:
    """One signature, ready to be tried on lines and on shapes of lines."""

    def __init__(self, signature) -> None:
        self.signature = signature
        self.search = re.compile(signature.pattern).search
        self.texts = demanded(signature.pattern)
        self.search_shape = re.compile(_marked(signature.pattern)).search
        self.shaped_texts = list(map(_shaped_text, self.texts))


def _shaped_text(text: bytes) -> bytes:
    return _marked(text).translate(_TO_ZERO)


def _marked(text: bytes) -> bytes:
    for number in NUMBERS:
        for written in (number, number[:-1] + b"\\" + number[-1:]):  # plain, and as a pattern has it
            text = text.replace(written, written.translate(_TO_MARK))
    return text


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


def _by_anchor() -> list[tuple[bytes, list[_Judge]]]:
    """(anchor, its judges) in the order of the signatures, whose first match on a line counts."""
    anchors: dict[bytes, list[_Judge]] = {}
    for signature in SIGNATURES:
        anchors.setdefault(signature.anchor, []).append(_Judge(signature))
    # The catch-all for any EMFILE comes last, so a line with a better name keeps it.
    return sorted(anchors.items(), key=lambda item: item[0] == b"any open files")


_BY_ANCHOR = _by_anchor()


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
