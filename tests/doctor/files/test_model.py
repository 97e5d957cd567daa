"""One thing that a file of the folder says."""

from __future__ import annotations

from watchlint.doctor.files.model import Said


def test_the_same_thing_said_twice_is_one():
    one = Said("polls", "Procfile", 1, "it polls", "pip install x")
    assert {one, Said(*one)} == {one} and one != one._replace(line=2)
