"""Lists of texts, and what two branches leave of them."""

from __future__ import annotations

import pytest

from watchlint.facts.django.model import MOST, UNKNOWN, Const, Item, ListValue, Text, copied, merged


def listed(*texts: str, complete: bool = True) -> ListValue:
    return ListValue("list", [Item(Text(text, "s.py", 1, 1), True) for text in texts], complete)


@pytest.mark.parametrize(
    ("held", "text", "expected"),
    [
        (listed("a"), "a", True),
        (listed("a"), "b", False),
        (listed("a", complete=False), "b", None),
        (listed(), "a", False),
    ],
)
def test_has(held, text, expected):
    assert held.has(text) is expected


@pytest.mark.parametrize(
    ("method", "arguments", "texts", "complete"),
    [
        ("append", [Text("b", "", 1, 1)], ["a", "b"], True),
        ("append", [UNKNOWN], ["a"], False),
        ("extend", [listed("b", complete=False)], ["a", "b"], False),
        ("remove", [Text("a", "", 1, 1)], [], True),
        ("clear", [], [], True),
        ("sort", [], ["a"], True),
        ("whatever", [], ["a"], False),
    ],
)
def test_a_method(method, arguments, texts, complete):
    held = listed("a")
    held.change(method, arguments)
    assert ([item.text.value for item in held.items], held.complete) == (texts, complete)


def test_pop_leaves_nothing_certain():
    held = listed("a", "b")
    held.change("pop", [])
    assert [item.certain for item in held.items] == [False, False]


def test_a_list_grows_so_far():
    held = listed(*["a"] * MOST)
    held.add(Text("b", "", 1, 1))
    held.extend(listed("c"))
    assert len(held.items) == MOST and not held.complete


def test_names_that_share_a_list_share_the_copy():
    one = listed("a")
    names = copied({"A": one, "B": one, "C": Const(1)})
    assert names["A"] is names["B"] is not one and names["C"] == Const(1)


def test_two_branches():
    both = merged({"A": listed("a", "b"), "X": Const(1)}, {"A": listed("b", "c"), "X": Const(2)})
    assert {item.text.value: item.certain for item in both["A"].items} == {"a": False, "b": True, "c": False}
    assert both["X"] is UNKNOWN
