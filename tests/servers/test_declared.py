"""What a server is, as plain values, and what of it stands in the index."""

from __future__ import annotations

from watchlint.servers.declared import Declared
from watchlint.servers.start import Call


class Known(Declared):
    name = "known"
    programs = ("known", "k")
    variables = ("A", "A", "B")
    calls = (Call(("kit.run", "kit.App.run", "other.run"), (), ()),)
    packages = ("kit",)


def test_its_row_in_the_index():
    row = Known().row("web.known")
    assert row[:5] == ("known", "web.known", ("known", "k"), ("known", "k"), "")  # its programs stand in every file
    assert (row[5], row[6], row[7]) == (("A", "B"), ("kit",), ("kit", "other"))
    known = Known()
    known.words = ("kit",)
    assert known.row("web.known")[3] == ("kit",)
