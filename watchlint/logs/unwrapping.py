"""Lines that a terminal, or the field somebody pasted them into, broke at its width: put together again.

A line is taken for broken where it fills the width, which is that of the longest line, or where the next word would not
have fitted any more. That is so of some whole lines too, and joining them does no harm: only what no line says by itself
is looked for in the joined ones (see reading.py).
"""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 128 << 10
"""Bytes of a log that are asked: what was pasted is short, and the logs of machines are not broken."""

_PARTS = 32
"""More lines than a broken one has: where so many fill the width, they are just of one length."""

_NARROWEST, _WIDEST = 40, 250
"""Columns of a window that somebody copies from."""


class Way(Record):
    """A way to join the lines of a text."""

    lines: list[bytes]
    begins: list[int]
    """For each joined line the number of the line it begins with, from 0."""
    glue: list[bytes]
    """For each line what joins it with the one before."""

    def parts(self, number: int) -> list[bytes]:
        """The lines that a joined line consists of."""
        end = self.begins[number + 1] if number + 1 < len(self.begins) else len(self.lines)
        return self.lines[self.begins[number] : end]

    def joined(self, number: int) -> bytes:
        """A joined line."""
        first, *others = self.parts(number)
        begin = self.begins[number] + 1
        return first + b"".join(
            glue + part for glue, part in zip(self.glue[begin : begin + len(others)], others, strict=True)
        )

    def apart(self, number: int) -> bytes:
        """A joined line with what no message has between its parts."""
        return b"\0".join(self.parts(number))


def unwrapped(text: bytes) -> Iterator[Way]:
    """Each way to join the lines of a text: broken anywhere, and between words. Nothing where none can have been broken."""
    lines = [line.rstrip(b"\r") for line in text.split(b"\n")]
    widths = [len(line.decode("utf-8", "replace")) for line in lines]
    width = max(widths)
    if not _NARROWEST <= width <= _WIDEST or len(lines) < 2:
        return
    for by_words in (False, True):
        begins, glued = [0], [b""]
        for number, columns in enumerate(widths[:-1], 1):
            glue = _glue(columns, lines[number], width, by_words)
            glued.append(glue or b"")
            if glue is None:
                begins.append(number)
            elif number - begins[-1] > _PARTS:
                break
        else:
            if len(begins) < len(lines):
                yield Way(lines, begins, glued)


def _glue(columns: int, following: bytes, width: int, by_words: bool) -> bytes | None:
    """What stood between a line and the following one before they were broken; None where they are two."""
    if not following.strip():
        return None
    if not by_words:
        # A blank at the end of a full line is lost where it was copied.
        return b"" if columns == width else b" " if columns == width - 1 else None
    word = len(following.split(None, 1)[0].decode("utf-8", "replace"))
    return b" " if columns + 1 + word > width and not following[:1].isspace() else None
