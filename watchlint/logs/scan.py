"""Which lines of a log are known messages, found block by block.

In each block a few anchors are searched for as plain bytes; a line is looked at, and a regular expression tried, only
where an anchor was found. Once an anchor was in many lines of a block ("watch" in every request, say), it is passed over
where it stands as it never does in a message; where that is not enough, the longer plain texts that its patterns demand
are searched for in its place. Where even those are in many lines, the log is full of complaints, and these are much alike
but for their numbers: then each shape of a line, which is the line with 0 for nearly every digit, is judged once.
"""

from __future__ import annotations

from collections import Counter

from watchlint.logs import literals
from watchlint.logs.judging import BY_ANCHOR, JUDGES, LAST, Judge, innocent, shaped, shaped_text
from watchlint.logs.writer import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SHOWN = 300  # bytes of the matched text that are kept
_OFTEN = 200  # more lines of a block with one text take longer, at 3 µs each, than the next way to look at them
_SHAPES = 20_000  # judged shapes that are remembered
_MASKS = 3  # surroundings of an anchor that are taken out of a block; each costs half a pass
_BEFORE = 16 << 10  # bytes before a line that are asked who wrote it: a traceback's, or the lines of a start
_HEAD = 64 << 10  # bytes at the beginning of a log that are asked the same


class Hit:
    """A message that occurs: in how many lines, the numbers of the first and the last, what the first one says, and the
    servers that the text before it names, the nearest last."""

    __slots__ = ("count", "detail", "first", "last", "message", "named", "text")

    def __init__(self, judge: Judge, number: int, line: bytes, before: bytes) -> None:
        match = judge.search(line)
        assert match is not None
        self.message = judge.message
        self.first = self.last = number
        self.count = 0
        self.text = match.group()[:_SHOWN].decode("utf-8", "replace").strip()
        self.detail = (match.groupdict().get("detail") or b"")[:_SHOWN].decode("utf-8", "replace")
        self.named = named(before + line)


class Scan:
    """The state of one reading, fed by `block`. `lines`: how many line ends went by."""

    def __init__(self) -> None:
        self.lines = 0
        self._found: dict[str, Hit] = {}
        self._contains = literals.finder()
        self._often: set[bytes] = set()
        self._innocent: dict[bytes, list[bytes]] = {}
        self._dense = False
        self._verdicts: dict[bytes, Judge | None] = {}
        self._head = self._tail = b""

    def hits(self) -> list[Hit]:
        """A Hit for each message that occurs, in the order of their first lines: called once, after the last block."""
        text = self._tail.rstrip()
        number = self.lines - self._tail[len(text) :].count(b"\n") + 1
        before, _, line = text.rpartition(b"\n")
        for judge in LAST:
            if judge.search(line) and (judge.near is None or judge.near(before)):
                self._count(judge, 1, number, number, line, before)
        greeted = named(self._head)
        kept = [hit for hit in self._found.values() if not any(other in self._found for other in hit.message.unless)]
        for hit in kept:
            hit.named = [*greeted, *hit.named]
        return sorted(kept, key=lambda hit: hit.first)

    def block(self, block: bytes) -> None:
        """Counts the messages in whole lines."""
        found = None if self._dense else self._by_text(block)
        if found is None:
            self._by_shape(block)
            self.lines += block.count(b"\n")
        else:
            number, at = self.lines + 1, 0
            for start in sorted(found):
                number += block.count(b"\n", at, start)
                at = start
                before = b"" if found[start].message.id in self._found else self._before(block, start)
                self._count(found[start], 1, number, number, _line(block, start), before)
            self.lines = number - 1 + block.count(b"\n", at)
        if len(self._head) < _HEAD:
            self._head += block[: _HEAD - len(self._head)]
        self._tail = block[-_BEFORE:] if len(block) >= _BEFORE else (self._tail + block)[-_BEFORE:]

    def _before(self, block: bytes, start: int) -> bytes:
        """The text before a place in the block."""
        if start >= _BEFORE:
            return block[start - _BEFORE : start]
        return self._tail[-(_BEFORE - start) :] + block[:start]

    def _count(self, judge: Judge, count: int, first: int, last: int, line: bytes, before: bytes) -> None:
        hit = self._found.get(judge.message.id)
        if hit is None:
            hit = self._found[judge.message.id] = Hit(judge, first, line, before)
        hit.count += count
        hit.last = max(hit.last, last)

    def _by_text(self, block: bytes) -> dict[int, Judge] | None:
        """Start of a line -> its judge; None where complaints are in too many lines for this way."""
        found: dict[int, Judge] = {}

        def look(text: bytes, judges: Sequence[Judge], position: int, place: bytes = block) -> int:
            """Tries the judges on the lines with the text from `position` on; the start of the one it stopped at, or -1.
            `place`: the block, or the same with other bytes where the text means nothing."""
            position = place.find(text, position)
            for _ in range(_OFTEN):
                if position < 0:
                    return -1
                start = block.rfind(b"\n", 0, position) + 1
                line = _line(block, start)
                known = found.get(start)
                if known is None or known.general:
                    judge = next((judge for judge in judges if self._takes(judge, line, block, start)), None)
                    if judge and (known is None or not judge.general):
                        found[start] = judge
                position = place.find(text, start + len(line))
            return -1 if position < 0 else block.rfind(b"\n", 0, position) + 1

        for anchor, judges in BY_ANCHOR:
            place = block
            for surrounded in self._innocent.get(anchor, ()):
                place = place.replace(surrounded, surrounded.replace(anchor, bytes(len(anchor))))
            if not self._contains(place, anchor):
                continue
            position = 0 if anchor in self._often else look(anchor, judges, 0, place)
            if position < 0:
                continue
            if anchor not in self._innocent:
                self._innocent[anchor] = _innocents(block, anchor)
            else:
                self._often.add(anchor)
            for judge in judges:
                for text in judge.texts:
                    if self._contains(block, text) and look(text, (judge,), position) >= 0:
                        return None
        return found

    def _takes(self, judge: Judge, line: bytes, block: bytes, start: int) -> bool:
        if not judge.search(line):
            return False
        return judge.near is None or judge.near(self._before(block, start)) is not None

    def _by_shape(self, block: bytes) -> None:
        """The same, by shapes. What must stand near a line is asked at the first such line of the block."""
        shapes = shaped(block, self._contains).split(b"\n")
        verdict = self._judged(set(shapes)).__getitem__
        counts = Counter(map(verdict, shapes))
        known = {judge: count for judge, count in counts.items() if judge is not None}
        new = [judge for judge in known if judge.message.id not in self._found]
        first = _first_places(new, range(len(shapes)), lambda number: verdict(shapes[number]))
        last = _first_places(known, range(len(shapes) - 1, -1, -1), lambda number: verdict(shapes[number]))
        for judge, count in known.items():
            at, line, before = first.get(judge, 0), b"", b""
            if judge in first:
                start = _start_of(block, at)
                line, before = _line(block, start), self._before(block, start)
            end = self.lines + last[judge] + 1
            if judge in first and judge.near and not judge.near(before):
                other = next((other for other in JUDGES if other.near is None and other.search(line)), None)
                if other is None:
                    continue
                judge = other
            self._count(judge, count, self.lines + at + 1, end, line, before)
        self._dense = sum(known.values()) > _OFTEN

    def _judged(self, shapes: set[bytes]) -> dict[bytes, Judge | None]:
        """Shape -> the first judge that takes it, None where none does: for these and others that were seen before."""
        if len(self._verdicts) > _SHAPES:
            self._verdicts = {}
        unknown = shapes - self._verdicts.keys()
        if unknown:
            text = b"\n".join(unknown)
            present = {anchor for anchor, _ in BY_ANCHOR if self._contains(text, shaped_text(anchor))}
            for judge in JUDGES:
                if present.isdisjoint(judge.anchors):
                    continue
                if any(self._contains(text, one) for one in judge.shaped_texts):
                    taken = set(filter(judge.search_shape, unknown))
                    self._verdicts.update(dict.fromkeys(taken, judge))
                    unknown -= taken
            self._verdicts.update(dict.fromkeys(unknown))
        return self._verdicts


def _first_places(
    judges: Iterable[Judge], numbers: Iterable[int], verdict: Callable[[int], Judge | None]
) -> dict[Judge, int]:
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


def _innocents(block: bytes, anchor: bytes) -> list[bytes]:
    """What often stands around an anchor that is in many lines, `/watch/` in every request, and is part of no message."""
    around: Counter[bytes] = Counter()
    position = block.find(anchor, 1)
    for _ in range(_OFTEN):
        if position < 0:
            break
        around[block[position - 1 : position + len(anchor) + 1]] += 1
        position = block.find(anchor, position + 1)
    common = [text for text, count in around.most_common(_MASKS) if count * 10 > _OFTEN and b"\n" not in text]
    return [text for text in common if innocent(anchor, text[:1], text[-1:]) and len(text) == len(anchor) + 2]


def _start_of(block: bytes, number: int) -> int:
    """Where a line begins, by its number from 0."""
    return sum(map(len, block.split(b"\n", number)[:number])) + number


def _line(block: bytes, start: int) -> bytes:
    end = block.find(b"\n", start)
    return block[start:] if end < 0 else block[start:end]
