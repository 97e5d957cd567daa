"""The lines of a file that a finding stands on, with carets below what is wrong."""

from __future__ import annotations

from watchlint.reports.terminal import defused, escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.findings import Finding
    from watchlint.reports.terminal import Painter

AROUND = 1
"""Lines of the file shown above and below the ones a finding stands on."""

MOST_LINES = 6
"""Lines of a finding's span that are shown; of a longer one the first half of them."""

LARGEST = 1 << 20
"""Bytes of a file beyond which nothing is shown: splitting it would take longer than the check."""

TAB = "    "


def excerpt(finding: Finding, data: bytes | None, width: int, paint: Painter) -> list[str]:
    """The lines, each no wider than `width`; [] where the finding has no line or the file is no text."""
    if not data or finding.line is None or b"\0" in data or len(data) > LARGEST:
        return []
    source = _lines(data)
    first, last = finding.line, max(finding.end_line or finding.line, finding.line)
    if first > len(source):
        return []
    last = min(last, len(source))
    marked = list(range(first, last + 1))
    if len(marked) > MOST_LINES:
        marked = marked[: MOST_LINES // 2]
    below = [] if marked[-1] < last else range(last + 1, last + AROUND + 1)
    numbers = [n for n in (*range(first - AROUND, first), *marked, *below) if 0 < n <= len(source)]
    while numbers[0] < first and not source[numbers[0] - 1].strip():
        del numbers[0]
    while numbers[-1] > first and not source[numbers[-1] - 1].strip():
        numbers.pop()
    margin = len(str(numbers[-1]))
    bar = paint("dim", "|")
    empty = f"{' ' * margin} {bar}"
    lines = [empty]
    for number in numbers:
        spans = _span(finding, source[number - 1], number, last) if number in marked else None
        said, carets = _drawn(source[number - 1], spans, width - margin - 3)
        lines.append(f"{paint('dim', f'{number:>{margin}}')} {bar} {said}".rstrip())
        if carets:
            lines.append(f"{empty} {carets[0]}{paint(finding.severity, carets[1])}")
    if marked[-1] < last:
        lines.append(f"{' ' * margin} {paint('dim', '…')}")
    return [*lines, empty]


_LAST: list[tuple[bytes, list[str]]] = []


def _lines(data: bytes) -> list[str]:
    """A file's lines, once for all findings in it, which come one after the other."""
    if not _LAST or _LAST[0][0] is not data:
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        _LAST[:] = [(data, [line.rstrip("\r") for line in text.split("\n")])]
    return _LAST[0][1]


def _span(finding: Finding, line: str, number: int, last: int) -> tuple[int, int] | None:
    """The characters of this line that are wrong: (first, behind the last), or None where no column is known."""
    if finding.column is None or (number > (finding.line or 0) and not line.strip()):
        return None
    start = finding.column - 1 if number == finding.line else len(line) - len(line.lstrip())
    if number < last:
        return start, len(line)
    if number == finding.line and (finding.end_line is None or finding.end_column is None):
        return start, start + 1
    return start, (finding.end_column or 1) - 1


def _drawn(line: str, span: tuple[int, int] | None, room: int) -> tuple[str, tuple[str, str] | None]:
    """The line as shown, and (the blank before the carets, the carets)."""
    pieces = [TAB if c == "\t" else escaped(c) for c in line[: 50 * room]]
    if span is None:
        return _cut("".join(pieces), room), None
    start = cells("".join(pieces[: span[0]]))
    marked = max(1, cells("".join(pieces[: max(span)])) - start)
    text = "".join(pieces)
    if cells(text) <= room:
        return defused(text), (" " * start, "^" * marked)
    if start + min(marked, room // 2) < room:
        return _cut(text, room), (" " * start, "^" * min(marked, room - start))
    # Too far to the right: what is wrong is what has to be seen.
    skipped, count = 0, 0
    while count < len(pieces) and skipped < start - room // 3:
        skipped += cells(pieces[count])
        count += 1
    start = start - skipped + 1
    return _cut("…" + "".join(pieces[count:]), room), (" " * start, "^" * max(1, min(marked, room - start)))


def _cut(text: str, room: int) -> str:
    if cells(text) <= room:
        return defused(text)
    used, count = 0, 0
    while used + cells(text[count]) <= room - 1:
        used += cells(text[count])
        count += 1
    return defused(text[:count]) + "…"


def cells(text: str) -> int:
    """The columns a terminal gives this text: two for a wide character, none for one that is put over another."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 0 if category(c) in ("Mn", "Me", "Cf") else 1 for c in text)
