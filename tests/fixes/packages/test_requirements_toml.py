"""Changes to the requirements in TOML files."""

from __future__ import annotations

import pytest

from watchlint.fixes.packages.requirements_toml import add, rewritten
from watchlint.fixes.refused import Refused


@pytest.mark.parametrize(
    ("text", "new", "specifier", "wanted"),
    [
        ("watchdog", None, "<7", "watchdog<7"),
        ("watchdog>=7", None, "<7", "watchdog<7"),
        ("watchdog >= 7, <8", None, "<7", "watchdog <7"),
        ("watchdog[watchmedo]>=7; python_version > '3'", None, "<7", "watchdog[watchmedo]<7; python_version > '3'"),
        ("watchdog ; python_version > '3'", None, "<7", "watchdog<7 ; python_version > '3'"),
        ("old>=1", "new", "", "new"),
        ("old", "new", "", "new"),
    ],
)
def test_rewritten(text, new, specifier, wanted):
    end, changed = rewritten(text, new, specifier)
    assert changed + text[end:] == wanted


def test_what_is_no_requirement_is_refused():
    with pytest.raises(Refused, match="not understood"):
        rewritten("-e .", None, "<7")


@pytest.mark.parametrize(
    ("path", "kind", "before", "after"),
    [
        (
            "pyproject.toml",
            "pyproject",
            "[project]\ndependencies = ['a']\n",
            "[project]\ndependencies = ['a', \"new>=1\"]\n",
        ),
        (
            "pyproject.toml",
            "pyproject",
            "[tool.poetry.dependencies]\na = '*'\n",
            "[tool.poetry.dependencies]\na = '*'\nnew = \">=1\"\n",
        ),
        ("Pipfile", "pipfile", "[packages]\na = '*'\n", "[packages]\na = '*'\nnew = \">=1\"\n"),
        ("pyproject.toml", "pyproject", "[tool.black]\n", None),
        ("pyproject.toml", "pyproject", "[", None),
    ],
)
def test_one_more_among_the_main_dependencies(path, kind, before, after):
    if after is None:
        with pytest.raises(Refused, match=f"^{path}"):
            add(before.encode(), path, kind, "new", ">=1", None)
    else:
        assert add(before.encode(), path, kind, "new", ">=1", None).decode() == after
