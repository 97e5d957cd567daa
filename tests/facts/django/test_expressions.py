"""What an expression of a settings module comes to."""

from __future__ import annotations

import ast

import pytest

from watchlint.facts.django.expressions import STEPS, Expressions, TooLong, called
from watchlint.facts.django.model import UNKNOWN, Const, ListValue, Text


def value(text: str, names: dict | None = None) -> object:
    work = Expressions()
    work.running = ["s.py"]
    return work.value(ast.parse(text, mode="eval").body, names or {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a'", "a"),
        ("'a' + 'b'", "ab"),
        ("'a' * 3", UNKNOWN),
        ("1", 1),
        ("not 1", False),
        ("'a' in ['a']", True),
        ("'a' == 'b'", False),
        ("x", UNKNOWN),
        ("'a' if True else 'b'", "a"),
        ("'runserver' in sys.argv", True),
    ],
)
def test_a_value(text, expected):
    found = value(text)
    assert (found.value if isinstance(found, (Text, Const)) else found) == expected


@pytest.mark.parametrize(
    ("text", "texts", "complete"),
    [
        ("['a', *['b'], x]", ["a", "b"], False),
        ("tuple(['a']) + ('b',)", ["a", "b"], True),
        ("[x for x in ['a', 'b'] if x != 'a']", ["b"], True),
        ("list()", [], True),
        ("[x for x in unknown]", [], False),
    ],
)
def test_a_list(text, texts, complete):
    found = value(text)
    assert isinstance(found, ListValue)
    assert ([item.text.value for item in found.items], found.complete) == (texts, complete)


def test_work_has_an_end():
    work = Expressions()
    work.spend(STEPS)
    with pytest.raises(TooLong):
        work.spend(1)


@pytest.mark.parametrize(("text", "name"), [("f()", "f"), ("a.b.c()", "c"), ("f()()", "")])
def test_what_is_called(text, name):
    assert called(ast.parse(text, mode="eval").body) == name
