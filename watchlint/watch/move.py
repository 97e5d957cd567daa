"""A move: something a person can do that lowers what a server watches."""

from __future__ import annotations

from watchlint.records import Record


class Move(Record):
    """id: its name, for programs. do: what to do, for a reader. saves: watches, after a run. price: what it costs, '' for
    nothing. ends_loop: whether watchdog 7.1.0 settles after it, where it would not before."""

    id: str
    do: str
    saves: int
    price: str = ""
    ends_loop: bool = False
