"""What a fix would change, as text that is taken out and put in: for reports that carry fixes."""

from __future__ import annotations

from watchlint.facts.toml.reader import position
from watchlint.findings.model import Edit
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.findings.model import Fix


class Replacement(Record):
    """One file's change: the text from (line, column) up to (end_line, end_column) becomes `text`. All count from 1."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def replacements(fix: Fix, read: Callable[[str], bytes | None]) -> list[Replacement]:
    """The changes of a fix to files as `read` gives them; [] where it does more than edit text that is there: it makes a
    file, moves one or takes it out of the index. Raises what the edits raise."""
    made = []
    for edit in fix.edits:
        if not isinstance(edit, Edit):
            return []
        before = read(edit.path)
        after = edit.change(before) if before is not None else None
        if before is None or after is None or before.startswith(b"\xef\xbb\xbf"):
            return []
        try:
            made.append(_between(edit.path, before.decode(), after.decode()))
        except UnicodeDecodeError:
            return []
    return made


def _between(path: str, before: str, after: str) -> Replacement:
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    same = 0
    while same < shorter - start and before[-1 - same] == after[-1 - same]:
        same += 1
    end = len(before) - same
    return Replacement(path, *position(before, start), *position(before, end), after[start : len(after) - same])
