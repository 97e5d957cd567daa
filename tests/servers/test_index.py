"""What the index holds of each server is what its module says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import watchlint.servers
from watchlint.servers.index import BESIDE, BLACKLISTS, GUESSING, PATTERNED, SERVERS

ROWS = {row[0]: row for row in (*SERVERS, *BESIDE)}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_what_its_module_says(name):
    module = ROWS[name][1]
    known = import_module(f"watchlint.servers.{module}").SERVER
    assert known.row(module) == ROWS[name]
    assert known.beside is (ROWS[name] in BESIDE)
    assert [known.name for one in known.blacklist if one.isupper()] == [
        who for _, who in BLACKLISTS if who == known.name
    ]


def test_every_module_that_declares_one_is_there():
    top = Path(watchlint.servers.__file__).parent
    declared = {
        ".".join(path.relative_to(top).with_suffix("").parts)
        for path in top.rglob("*.py")
        if "\nSERVER = " in path.read_text(encoding="utf-8")
    }
    assert declared == {row[1] for row in ROWS.values()} and {*GUESSING, *PATTERNED} <= ROWS.keys()
