"""Replace a few pieces of a text; every other byte stays as it is."""

from __future__ import annotations

from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def spliced(data: bytes, splices: Iterable[tuple[int, int, str]]) -> bytes:
    """`data` with each (start, end, new) replaced, offsets counted in its UTF-8 text (bytes that are none count as one).

    A splice given twice is made once. Raises Refused where two of them overlap.
    """
    text = data.decode("utf-8", "surrogateescape")
    done: list[str] = []
    at = 0
    for start, end, new in sorted(set(splices)):
        if start < at or end < start or end > len(text):
            raise Refused("two changes want the same place")
        done += [text[at:start], new]
        at = end
    return "".join([*done, text[at:]]).encode("utf-8", "surrogateescape")
