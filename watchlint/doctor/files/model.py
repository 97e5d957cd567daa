"""One thing that a file of the folder says."""

from __future__ import annotations

from watchlint.records import Record


class Said(Record):
    """One thing that a file says.

    id       of the kind
    path     the file
    line     the line in it, from 1
    message  what follows from it; the place stands before it
    step     what to do, as a command or a line to write
    """

    id: str
    path: str
    line: int
    message: str
    step: str
