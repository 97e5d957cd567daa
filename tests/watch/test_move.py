"""Something a person can do that lowers what a server watches."""

from __future__ import annotations

from watchlint.watch.move import Move


def test_a_move_costs_nothing_and_ends_nothing_unless_it_says_so():
    assert Move("x", "do it", 5)._asdict() == {"id": "x", "do": "do it", "saves": 5, "price": "", "ends_loop": False}
