from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.facts.python import source as python_source


@pytest.mark.parametrize(
    "source",
    [
        b"wanted",
        b"e = 'x'; wanted",
        "é = 'ä→𝄞'; wanted".encode(),
        "\ufeffé = 'ä'; wanted".encode(),
        "x = 1\r\né = '''ä\r\nö'''; wanted".encode(),
        "x = 1\ré = 'ä'; wanted".encode(),
        "# coding: latin-1\né = 'ä'; wanted".encode("latin-1"),
        "f'é{1}ä{wanted}'".encode(),
    ],
)
def test_columns_count_characters(source):
    (node,) = [one for one in ast.walk(python_source.parse(source)) if getattr(one, "id", "") == "wanted"]
    text = source.decode("latin-1" if b"latin-1" in source else "utf-8-sig")
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[node.lineno - 1]
    if not source.startswith(b"f'"):  # inside of an f-string Python 3.11 and older count from elsewhere
        assert line[node.col_offset : node.end_col_offset] == "wanted"
    assert node.end_col_offset <= len(line)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_parses_or_is_said_not_to(text):
    source = f"x = {text!r}; y = [{text}\n]\n".encode()
    try:
        tree = python_source.parse(source)
    except python_source.Unparsable:
        return
    assert all(one.col_offset >= 0 for one in ast.walk(tree) if hasattr(one, "col_offset"))
