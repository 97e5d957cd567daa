"""Slips that make a configuration no TOML, repaired where what was meant is certain."""

from __future__ import annotations

import pytest

from watchlint.facts.toml.reader import read
from watchlint.rules.streamlit.repairing.slips import repaired

# (before, after, the line), None where it is left to its author
CASES = [
    ("[server]\nrunOnSave = True\n", "[server]\nrunOnSave = true\n", 2),
    ("[server]\nrunOnSave = FALSE;  # why\n", "[server]\nrunOnSave = false  # why\n", 2),
    ("[server]\nport = $PORT\n", '[server]\nport = "env:PORT"\n', 2),
    ("[server]\nport = ${PORT}  # why\n", '[server]\nport = "env:PORT"  # why\n', 2),
    ("[theme]\nbase = “dark”\n", '[theme]\nbase = "dark"\n', 2),
    ("// why\n[server]\nport = 1\n", "# why\n[server]\nport = 1\n", 1),
    ("[server]\n  ; why\nport = 1\n", "[server]\n  # why\nport = 1\n", 2),
    ('[server]\nsslKeyFile = "C:\\keys\\x.pem"\n', "[server]\nsslKeyFile = 'C:\\keys\\x.pem'\n", 2),
    ("[server]\nport: 8501\n", "[server]\nport = 8501\n", 2),
    ("[theme]\nprimaryColor = #ff0000\n", '[theme]\nprimaryColor = "#ff0000"\n', 2),
    ("[theme]\nbase = dark\n", '[theme]\nbase = "dark"\n', 2),
    ("[server]\r\nrunOnSave = True\r\n", "[server]\r\nrunOnSave = true\r\n", 2),
    (" ~/.streamlit/config.toml.\n[server]\nport = 1\n", "# ~/.streamlit/config.toml.\n[server]\nport = 1\n", 1),
    ("[server]\nport = 1\n[server]\nheadless = true\n", "[server]\nport = 1\nheadless = true\n", 3),
    # not certain
    ("[server]\nport = 1\n", None, 0),
    ("[server]\nport = 80 80\n", None, 0),
    ("[mine]\nthing: 1\n", None, 0),
    ("[server]\nport = dark\n", None, 0),
    ("[server\nport = 1\n", None, 0),
    ("[server]\nport = 1\nport = 2\n", None, 0),
    ("[server]\nrunOnSave = True\n" + "#" * 70_000, None, 0),
]


@pytest.mark.parametrize(("before", "after", "line"), CASES)
def test_repaired(before, after, line):
    found = repaired(before)
    if after is None:
        assert found is None
        return
    assert found is not None and found[0] == after and [number for number, _ in found[1]] == [line]
    read(after.encode())
    assert repaired(after) is None  # nothing is left to do


def test_one_slip_after_another():
    text, done = repaired("// x\n[server]\nrunOnSave = True\nport: 80\n")
    assert text == "# x\n[server]\nrunOnSave = true\nport = 80\n" and [line for line, _ in done] == [1, 3, 4]


def test_so_many_slips_are_something_else():
    assert repaired("[server]\n" + "".join(f"a{n} = True\n" for n in range(61))) is None
