"""Environment files: what they set, and that they start nothing."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.formats import dotenv

CASES = {
    "": {},
    "A=1\nB = 2\n": {"A": "1", "B": "2"},
    "export A=1": {"A": "1"},
    "# A=1\n": {},
    "A=1 # why\n": {"A": "1"},
    "A=1#2\n": {"A": "1#2"},
    "A= # nothing\n": {"A": ""},
    "A='1 # 2' # why\n": {"A": "1 # 2"},
    "A='1' # 'why'\n": {"A": "1"},
    "A=''\n": {"A": ""},
    'A="1" # "why" # "how"\n': {"A": "1"},
    'A="x y"\r\nB=2\r\n': {"A": "x y", "B": "2"},
    "A='open\n": {},
    "A=1\nA=2\n": {"A": "2"},
    "\ufeffA=1\n": {"A": "1"},
    "A\n=1\n2=3\n": {},
}


@pytest.mark.parametrize("text", CASES)
def test_variables(text):
    found = dotenv.variables(Source(".env", "dotenv", text.encode()))
    assert {name: one.value for name, one in found.items()} == CASES[text]
    assert all(text[one.at :].startswith(name) for name, one in found.items())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FLASK_DEBUG=1\nDEBUG=1\n", [("FLASK_DEBUG", "1")]),
        ("export FLASK_DEBUG='1'\n", [("FLASK_DEBUG", "1")]),
        ("FLASK_DEBUG=$DEBUG\n", [("FLASK_DEBUG", None)]),
        ("# FLASK_DEBUG=1\n", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("web/.env", text) == wanted


def test_nothing_is_started():
    assert commands(".env", "A=flask run\n") == []
