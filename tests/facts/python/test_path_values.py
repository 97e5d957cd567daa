"""What a path written in Python comes to."""

from __future__ import annotations

import ast

import pytest

from watchlint.facts.python.path_values import evaluate


def value(text: str) -> str | None:
    names = {"HERE": ast.parse("os.path.dirname(__file__)", mode="eval").body, "ME": ast.parse("ME", mode="eval").body}
    return evaluate(ast.parse(text, mode="eval").body, names, "/app/pages/a.py", "/work")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'src'", "src"),
        ("'a\\0'", None),
        ("__file__", "/app/pages/a.py"),
        ("HERE", "/app/pages"),
        ("ME", None),
        ("os.path.join(HERE, '..')", "/app/pages/.."),
        ("Path(__file__).parent.parent / 'src'", "/app/src"),
        ("Path(__file__).parents[1]", "/app"),
        ("os.getcwd()", "/work"),
        ("os.getcwd(x)", "/work"),
        ("os.path.join(HERE, unknown)", None),
        ("os.path.abspath('x')", "/work/x"),
        ("f'{HERE}/x'", "/app/pages/x"),
        ("f'{unknown}/x'", None),
        ("'a'.join(['b'])", None),
        ("Path()", "."),
        ("1", None),
        ("lambda: 1", None),
    ],
)
def test_a_value(text, expected):
    assert value(text) == expected
