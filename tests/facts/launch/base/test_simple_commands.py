"""The simple commands of a shell text: where each leaves the shell, and with which variables."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.simple_commands import inside, normal, simple
from watchlint.facts.launch.base.text import text

# text -> [(words, folder, variables)] of what starts in "w"
CASES = {
    "": [],
    "# run x\n": [],
    "a b": [("a b", "w", {})],
    "a; b & c && d | e": [(one, "w", {}) for one in "abcde"],
    "'a b' \"c\"": [("a b c", "w", {})],
    "cd x && a": [("cd x", "w/x", {}), ("a", "w/x", {})],
    "(cd x; a); b": [("cd x", "w/x", {}), ("a", "w/x", {}), ("b", "w", {})],
    "cd x & a": [("cd x", "w/x", {}), ("a", "w", {})],
    "pushd x; popd; a": [("pushd x", "w/x", {}), ("popd", "w", {}), ("a", "w", {})],
    "cd $X; a": [("cd $X", None, {}), ("a", None, {})],
    "cd /srv/../x; a": [("cd /srv/../x", "/x", {}), ("a", "/x", {})],
    "if t; then cd x; fi; a": [("t", "w", {}), ("cd x", "w/x", {}), ("a", None, {})],
    "X=1 a; b": [("a", "w", {"X": "1"}), ("b", "w", {})],
    "export X=1; a": [("export X=1", "w", {"X": "1"}), ("a", "w", {"X": "1"})],
    "X=1; a $X": [("", "w", {}), ("a 1", "w", {})],
    "X=1; export X; a": [("", "w", {}), ("export X", "w", {"X": "1"}), ("a", "w", {"X": "1"})],
    "export X=1; unset X; a": [("export X=1", "w", {"X": "1"}), ("unset X", "w", {}), ("a", "w", {})],
    "f() { cd x; }; a": [("f", "w", {}), ("cd x", "w/x", {}), ("a", "w", {})],
}


@pytest.mark.parametrize("said", CASES)
def test_simple(said):
    found = [
        (" ".join(word.said for word in one.words), one.cwd, {name: row.value for name, row in one.environment.items()})
        for one in simple(text(said, 0), "run.sh", "w", {})
    ]
    assert found == CASES[said]


@pytest.mark.parametrize(
    ("cwd", "folder", "wanted"),
    [
        ("w", "x", "w/x"), ("w", "..", ""), ("", ".", ""), ("w", "/x/", "/x"), (None, "x", None), (None, "/x", "/x"),
        ("w", "~", None), ("w", "-", None), ("w", "$X", None), ("w", "a*", None),
    ],
)  # fmt: skip
def test_inside(cwd, folder, wanted):
    assert inside(cwd, folder) == wanted


def test_normal():
    assert [normal(folder) for folder in (".", "a/../b", "", "a/")] == ["", "b", "", "a"]
