"""What the imports of a settings module bring into it."""

from __future__ import annotations

import pytest

from watchlint.facts.django.model import ListValue, Text
from watchlint.facts.django.values import Reader

FILES = {"base.py": "A = ['a']\n_B = 'b'\nC = 'c'\n", "some.py": "__all__ = ['C']\nC = 'c'\nD = 'd'\n"}


def names(text: str) -> tuple[dict, Reader]:
    files = {**FILES, "s.py": text}
    reader = Reader(
        lambda name, level, path: f"{name}.py" if f"{name}.py" in files else None, lambda p: files[p].encode()
    )
    return reader.module("s.py"), reader


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("from base import C\n", {"C"}),
        ("from base import *\n", {"A", "C"}),
        ("from some import *\n", {"C"}),
        ("from os import *\n", set()),
        ("from elsewhere import *\n", {"*"}),
        ("import base as b\nX = b.C\n", {"b", "X"}),
        ("import base.inner\n", {"base"}),
    ],
)
def test_names(text, bound):
    assert set(names(text)[0]) == bound


def test_values_come_along():
    found = names("import base as b\nfrom base import A\nX = b.C\n")[0]
    assert isinstance(found["A"], ListValue) and isinstance(found["X"], Text)


def test_what_may_not_be_imported():
    assert names("import json\nif u:\n    import django_watchfiles\n")[1].imports == {
        "json": True,
        "django_watchfiles": False,
    }
    assert names("try:\n    import a\nexcept E:\n    pass\nimport a\n")[1].imports == {"a": True}


def test_what_another_tool_may_bind_is_not_known():
    found = names("A = ['a']\nfrom elsewhere import *\n")[0]
    assert not found["A"].complete and "*" in found
