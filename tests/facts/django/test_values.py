"""What settings modules bind, and where following them ends."""

from __future__ import annotations

import pytest

from watchlint.facts.django.expressions import STEPS, TooLong
from watchlint.facts.django.model import ListValue, Text
from watchlint.facts.django.values import Reader


def bound(files: dict[str, str], start: str = "s.py") -> tuple[dict, Reader]:
    """The names that `start` binds; `m` is the module in m.py."""
    reader = Reader(
        lambda name, level, path: f"{name}.py" if f"{name}.py" in files else None, lambda p: files[p].encode()
    )
    return reader.module(start), reader


def texts(value: ListValue) -> list[str]:
    return [item.text.value for item in value.items]


@pytest.mark.parametrize(
    ("text", "apps", "complete"),
    [
        ("A = ['a', 'b']\nA += ['c']\n", ["a", "b", "c"], True),
        ("A = ['a']\nA.remove('a')\n", [], True),
        ("A = ['a']\nfor x in ['b', 'c']:\n    A.append(x)\n", ["a", "b", "c"], True),
        ("A = ['a']\nA += unknown\n", ["a"], False),
        ("from b import A\nA = A + ['x']\n", ["base", "x"], True),
        ("A = ['a']\ndef f():\n    A.append('b')\n", ["a"], False),
    ],
)
def test_a_list(text, apps, complete):
    found = bound({"s.py": text, "b.py": "A = ['base']\n"})[0]["A"]
    assert (texts(found), found.complete) == (apps, complete)


DOUBLED = [
    "A = A + A\n", "A += A\n", "A.extend(A)\n", "A = [*A, *A]\n", "A = list(A) + A\n", "A = [x for x in A] + A\n", "A[0:0] = A\n",
]  # fmt: skip


@pytest.mark.parametrize("line", DOUBLED)
def test_a_list_that_is_doubled_forty_times(line):
    names, reader = bound({"s.py": "A = ['a']\n" + line * 40})
    assert len(names["A"].items) <= 10_000 and not names["A"].complete
    assert reader.steps < STEPS


@pytest.mark.parametrize("line", ["X = X + X\n", "X += X\n"])
def test_a_text_that_is_doubled_forty_times(line):
    names, _ = bound({"s.py": "X = 'a'\n" + line * 40 + "A = [X]\n"})
    assert not isinstance(names["X"], Text) and not names["A"].complete


LOOP = "".join(f"{' ' * depth}for x{depth} in L:\n" for depth in range(4)) + "    A.append(x3)\n"


@pytest.mark.parametrize(
    "files",
    [
        {"s.py": "L = [" + "'a', " * 300 + "]\nA = []\n" + LOOP},
        {"s.py": "A = ['a']\n" + "".join(f"X{n} = 1\nif u:\n    A.append('a{n}')\n" for n in range(3000))},
        {
            "s.py": "L = ["
            + "'a', " * 300
            + "]\nfor x in L:\n try:\n  f()\n"
            + "  y = {}\n" * 5000
            + " except E:\n  pass\n"
        },
    ],
)
def test_what_takes_too_long_is_given_up(files):
    with pytest.raises(TooLong):
        bound(files)


def test_a_module_is_worked_out_once():
    files = {f"m{n}.py": "".join(f"from m{m} import *\n" for m in range(n + 1, 60)) + f"X{n} = 1\n" for n in range(60)}
    names, reader = bound({**files, "s.py": "from m0 import *\nA = ['a']\n"})
    assert texts(names["A"]) == ["a"] and reader.steps < STEPS


def test_lists_of_a_module_that_is_imported_twice_are_not_mixed():
    files = {"b.py": "A = ['base']\n", "c.py": "from b import A\nA += ['c']\n", "s.py": "import c\nfrom b import A\n"}
    assert texts(bound(files)[0]["A"]) == ["base"]


def test_modules_that_import_each_other():
    names, _ = bound({"s.py": "from t import *\nA = ['s']\n", "t.py": "from s import *\nB = ['t']\n"})
    assert (texts(names["A"]), texts(names["B"])) == (["s"], ["t"])


def test_what_is_nested_too_deeply():
    assert bound({"s.py": "A = " + "+".join(["'a'"] * 100_000) + "\n"})[0] is None
