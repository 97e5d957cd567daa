"""The short way through TOML: what it reads it reads as the parser does, and it leaves to the parser what it must."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.facts.toml import plain
from watchlint.facts.toml.reader import _parser

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"

READ = {
    "nothing": "",
    "comments and blanks": "# a\n\n \t# b\n",
    "no last newline": "a = 1",
    "strings": """a = "x # y"\nb = 'c:\\d'\nc = ""\nd = ''\n""",
    "escapes": r"""a = "\"x\" \\ \n \t" """,
    "strings on several lines": "a = \"\"\"\nx\n  y\"\"\"\nb = '''z\n'''\n",
    "numbers and truth": "a = 0\nb = -12\nc = 1.50\nd = -0.0\ne = true\nf = false\n",
    "lists": "a = [ ]\nb = [1, [2, 'x'],]\nc = [\n  'y', # why\n\n  'z'\n] # c\n",
    "inline tables": "a = {}\nb = { x = 1, y.z = [{}] }\n",
    "keys": "a.b = 1\na . c = 2\n'd e'.\"f\" = 3\n1 = 4\na-b_c = 5\n",
    "tables": "[a.b]\nx = 1\n[a]\ny.z = 2\n[ c . 'd' ] # c\n",
    "lists of tables": "[[a]]\nx = 1\n[a.b]\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\n",
    "newlines of Windows": "[a]\r\nb = [\r\n1\r\n]\r\n",
    "other letters": "a = 'é'\n# ü\n",
}

LEFT = {
    "a date": "a = 2020-01-01",
    "other numbers": ["a = 1_0", "a = 0x1", "a = +1", "a = inf", "a = 1e3", "a = 9999999999999999999"],
    "other escapes": [r'a = "\u0041"', r'a = "\x"', 'a = """x\\\n y"""'],
    "a key twice": ["a = 1\na = 2", "a.b = 1\na.b.c = 2", "a = {b = 1, b = 2}", "a = {}\na.b = 1"],
    "a table twice": ["[a]\n[a]", "[a]\n[[a]]", "[[a]]\n[a]", "a = 1\n[a]", "a.b = 1\n[a]", "a = {}\n[a.b]", "a = []\n[[a]]"],
    "a table that keys made": ["[a]\nb.c = 1\n[a.b]", "a.b = 1\n[a.c]", "[a.b.c]\n[a]\nb.d = 1", "[a.b]\n[a]\nb = 1"],
    "no number": ["a = 01", "a = 1.", "a = .5", "a = -", "a = 1.2.3", "a = 1 2", "a = ١"],
    "no string": ["a = 'x", 'a = "x', "a = 'x\n'", 'a = """x', "a = 'b' 'c'", "a = '''x''''"],
    "no value": ["a =", "a", "a = x", "a = True", "= 1", "a = 1 b = 2"],
    "no key": ["é = 1", "a b = 1", "a. = 1", '"""a""" = 1', "[]", "[a", "[a.]", "[[a]", "[ [a] ]", "[a] b"],
    "no list": ["a = [1 2]", "a = [,]", "a = [1,,]", "a = [1"],
    "no inline table": ["a = {b = 1,}", "a = {\n}", "a = {b = 1 c = 2}", "a = {,}", "a = {b}", "a = {b = 1"],
    "characters that TOML forbids": ["a = '\x01'", "# \x7f", "a = 1\rb = 2", "a = 1\x0c", "a\u00a0= 1", "\ufeffa = 1"],
    "too deep": "a = " + "[" * 200 + "]" * 200,
}  # fmt: skip


def parsed(text: str) -> object:
    """What the parser makes of a text, as it prints: 1, 1.0 and true are equal, and different data."""
    return repr(_parser()[0].loads(text))


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_what_most_files_consist_of(text):
    assert repr(plain.read(text)) == parsed(text)


@pytest.mark.parametrize("texts", LEFT.values(), ids=LEFT)
def test_what_is_left_to_the_parser(texts):
    for text in [texts] if isinstance(texts, str) else texts:
        assert plain.read(text) is None, text


def test_fixtures_are_read_as_the_parser_reads_them():
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(FIXTURES.rglob("*.toml"))]
    short = [text for text in texts if plain.read(text) is not None]
    assert len(short) > 0.9 * len(texts)
    assert [text for text in short if repr(plain.read(text)) != parsed(text)] == []


_pieces = st.sampled_from(
    "a|b|a.b|'a'|\"b c\"| = | = 1\n| = 'x'\n| = [1,\n2]\n| = {a = 1, b.c = 2}\n| = {}\n|[a]\n|[a.b]\n|[[a]]\n|[[a.b]]\n|[b]\n"
    '|"""|\'\'\'|"|\'|\\|\\"|\n|\r\n| |\t|#|,|.|[|]|{|}|true|0|-1|1.5|01|1e5|é|\x01'.split("|")
)


@given(st.lists(_pieces, max_size=12).map("".join))
def test_what_is_read_is_what_the_parser_reads(text):
    found = plain.read(text)
    assert found is None or repr(found) == parsed(text)
