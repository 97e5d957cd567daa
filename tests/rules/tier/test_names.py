"""Which files may set a limit, by their names alone."""

from __future__ import annotations

from watchlint.facts.repository.listing import Listing
from watchlint.rules.tier import names


def test_only_so_many_files_are_read():
    text = "".join(f"deep/er/{number}.yml\0" for number in range(1000)) + "run.sh\0"
    chosen = names.paths(Listing("", text))
    assert len(chosen) == names.MOST and chosen[0] == "run.sh"
