"""Each message made ready to be tried on lines, and on shapes of lines (see scan.py)."""

from __future__ import annotations

import re

from watchlint.logs.catalogue import MESSAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.logs.messages.model import Message

ANCHORS = (
    b"watch", b"notify", b"Watch", b"any open", b"eload", b"etected", b"o space left on device",
    b"No such file or directory", b"CTRL+C to ", b"Permission denied",
)  # fmt: skip
"""Plain texts that most patterns demand one of. Each costs a pass over the log (0.2 s for a GiB, a quarter of that where it
is longer than 20 bytes), so they are few and shared; a pattern that demands none is searched for by its own longest text."""

# Numbers that a pattern asks for. They keep a shape apart: in it they are written in bytes that no text has.
NUMBERS = (
    b"rrno 24]", b"rrno 28]", b"rrno 38]", b"os error 24)", b"os error 13)", b"os error 38)", b"code: 28,", b"(24)", b"(28)",
)  # fmt: skip
_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")
_TO_MARK = bytes.maketrans(b"12348", b"\1\2\3\4\5")


class Judge:
    """One message, ready to be tried."""

    __slots__ = ("anchors", "general", "message", "near", "search", "search_shape", "shaped_texts", "texts")

    def __init__(self, message: Message) -> None:
        self.message = message
        self.general = message.general
        self.search = re.compile(message.pattern).search
        self.near = re.compile(message.near).search if message.near else None
        self.search_shape = re.compile(_marked(message.pattern)).search
        pieces = alternatives(message.pattern)
        self.texts = [max(texts, key=len) for texts in pieces]
        self.shaped_texts = [shaped_text(text) for text in self.texts]
        self.anchors = list(dict.fromkeys(map(_anchor, pieces)))


def _anchor(texts: list[bytes]) -> bytes:
    """The first of ANCHORS that one of these texts holds, else the longest of the texts."""
    return next((anchor for anchor in ANCHORS if any(anchor in text for text in texts)), max(texts, key=len))


def shaped(text: bytes, contains: Callable[[bytes, bytes], bool]) -> bytes:
    """A text with 0 for nearly every digit. `contains`: the fastest way to ask for a part (see literals.py)."""
    for number in NUMBERS:
        if contains(text, number):
            text = text.replace(number, number.translate(_TO_MARK))
    return text.translate(_TO_ZERO)


def shaped_text(text: bytes) -> bytes:
    """What becomes of a part of a pattern in a shape."""
    return _marked(text).translate(_TO_ZERO)


def _marked(text: bytes) -> bytes:
    for number in NUMBERS:
        for written in (number, number[:-1] + b"\\" + number[-1:]):  # plain, and as a pattern has it
            text = text.replace(written, written.translate(_TO_MARK))
    return text


def alternatives(pattern: bytes) -> list[list[bytes]]:
    """For each alternative of a pattern, the plain texts that every match of it holds: those outside of groups, sets and
    repetitions. Knows the small part of the syntax that the messages use."""
    found: list[list[bytes]] = []
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
            found.append([one for one in texts if one])
            texts = []
    return found


JUDGES = sorted((Judge(message) for message in MESSAGES if not message.last), key=lambda judge: judge.general)
"""Those of a message that says little come last: any other that fits the line is the better one."""


LAST = [Judge(message) for message in MESSAGES if message.last]
"""Those that are tried on the last line only."""


def _by_anchor() -> list[tuple[bytes, list[Judge]]]:
    anchors: dict[bytes, list[Judge]] = {}
    for judge in JUDGES:
        for anchor in judge.anchors:
            anchors.setdefault(anchor, []).append(judge)
    return list(anchors.items())


BY_ANCHOR = _by_anchor()
"""(anchor, its judges)."""


def innocent(anchor: bytes, before: bytes, after: bytes) -> bool:
    """Whether an anchor between these two bytes is part of no message: no plain text of a pattern has it there so. Where the
    anchor begins or ends such a text, that side tells nothing."""
    for texts in _TEXTS.get(anchor, ()):
        for text in texts:
            at = text.find(anchor)
            while at >= 0:
                left, right = text[max(at - 1, 0) : at], text[at + len(anchor) : at + len(anchor) + 1]
                if (not left or left == before) and (not right or right == after):
                    return False
                at = text.find(anchor, at + 1)
    return True


def _texts() -> dict[bytes, list[list[bytes]]]:
    found: dict[bytes, list[list[bytes]]] = {}
    for judge in JUDGES:
        for texts in alternatives(judge.message.pattern):
            found.setdefault(_anchor(texts), []).append(texts)
    return found


_TEXTS = _texts()
