"""An entry written into a list of Python source, in the way the list is written."""

from __future__ import annotations

import ast

import pytest

from watchlint.fixes.python_lists import inserted, quote_of, text_of
from watchlint.fixes.refused import Refused

# (before, after)
CASES = [
    ('A = ["a"]\n', 'A = ["a", "new"]\n'),
    ("A = ['a', 'b']\n", "A = ['a', 'b', 'new']\n"),
    ("A = ['a',]\n", "A = ['a', 'new',]\n"),
    ('A = ["django.a", "b"]\n', 'A = ["django.a", "new", "b"]\n'),
    ('A = [\n    "a",\n]\n', 'A = [\n    "a",\n    "new",\n]\n'),
    ('A = [\n    "a"  # why\n]\n', 'A = [\n    "a",  # why\n    "new"\n]\n'),
    ('A = [\n    "a", "b"\n]\n', 'A = [\n    "a", "b", "new"\n]\n'),
    ('A = [\n    "a"\n    "b",\n]\n', 'A = [\n    "a"\n    "b",\n    "new",\n]\n'),
    ("A = [name]\n", 'A = [name, "new"]\n'),
    ("A = []\n", 'A = ["new"]\n'),
    ("A = ()\n", 'A = ("new",)\n'),
    ("A = [\n]  # ours\n", 'A = ["new"\n]  # ours\n'),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_inserted(before, after):
    found = inserted(before, ast.parse(before).body[0].value, "new")
    assert found == after
    names = [text_of(item) for item in ast.parse(found).body[0].value.elts]
    assert names.count("new") == 1 and len(names) == len(ast.parse(before).body[0].value.elts) + 1


def test_no_place_in_what_has_no_brackets():
    tree = ast.parse("A = ()\n").body[0].value
    tree.col_offset = 0
    with pytest.raises(Refused):
        inserted("A = ()\n", tree, "new")


@pytest.mark.parametrize(("text", "wanted"), [("", '"'), ("'a'", "'"), ('\'a\' "b" "c"', '"'), ('"\'"', '"')])
def test_the_quote_that_is_used_most(text, wanted):
    assert quote_of(text) == wanted
