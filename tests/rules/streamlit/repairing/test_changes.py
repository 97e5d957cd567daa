"""The changes that several rules make to a configuration: what they touch, and where they are refused."""

from __future__ import annotations

import pytest

from watchlint.fixes.refused import Refused
from watchlint.fixes.toml.draft import Draft
from watchlint.rules.streamlit.repairing.changes import (
    move_option,
    remove,
    replace_items,
    replace_option,
    replace_value,
    require_no_comments,
)

PATH, OTHER = ("server", "a"), ("server", "b")

# (fix, before, after; None where it is refused)
CASES = [
    (replace_value("f", PATH, "new"), "[server]\na = 'old'  # why\n", '[server]\na = "new"  # why\n'),
    (replace_value("f", PATH, "new"), "[server]\nb = 1\n", "[server]\nb = 1\n"),
    (replace_value("f", PATH, []), "[server]\na = [\n  1, # one\n]\n", None),
    (replace_items("f", PATH, ["x", None, "z"], True), "[server]\na = ['1', '2', '3']\n", '[server]\na = ["x", "z"]\n'),
    (replace_items("f", PATH, ["x", None], True), "[server]\na = ['x']\n", "[server]\na = ['x']\n"),
    (replace_items("f", PATH, ["x"], True), "[server]\nb = 1\n", "[server]\nb = 1\n"),
    (remove("f", PATH), "[server]\n# of a\na = 1\n\nb = 2\n", "[server]\nb = 2\n"),
    (remove("f", PATH), "[server]\nb = 2\n", "[server]\nb = 2\n"),
    (replace_option("f", PATH, OTHER, 5), "[server]\na = 1  # why\n", "[server]\nb = 5  # why\n"),
    (replace_option("f", PATH, OTHER, 1), "[server]\na = 1\n", "[server]\nb = 1\n"),
    (replace_option("f", PATH, OTHER, 5), "[server]\na = 1\nb = 2\n", "[server]\nb = 2\n"),
    (replace_option("f", PATH, OTHER, 5), "[server]\nc = 1\n", "[server]\nc = 1\n"),
    (move_option("f", PATH, OTHER, True), "[server]\na = 1  # why\n", "[server]\nb = 1  # why\n"),
    (move_option("f", PATH, OTHER, True), "[server]\na = 1\nb = 1\n", "[server]\nb = 1\n"),
    (move_option("f", PATH, OTHER, True), "[server]\na = 1\nb = 2\n", None),
    (move_option("f", PATH, OTHER, True), "[server]\na = 1\nb = true\n", None),
    (move_option("f", PATH, OTHER, True), "[server]\nc = 1\n", "[server]\nc = 1\n"),
]


@pytest.mark.parametrize(("fix", "before", "after"), CASES)
def test_a_change(fix, before, after):
    (edit,) = fix.edits
    if after is None:
        with pytest.raises(Refused, match=r"^line \d+: "):
            edit.change(before.encode())
        return
    assert edit.change(before.encode()) == after.encode()
    assert edit.change(after.encode()) == after.encode()


def test_what_is_told():
    assert [fix.description for fix, *_ in CASES[::3][:4]] == [
        'set server.a = "new"', 'set server.a = ["x", "z"]', "remove server.a", "replace server.a by server.b",
    ]  # fmt: skip
    assert replace_value("f", PATH, 1, safe=False).safe is False and move_option("f", PATH, OTHER, False).safe is False


@pytest.mark.parametrize(
    ("text", "refused"),
    [("[server]\na = 1\n", False), ("# x\n\n[server]\na = 1\n", False), ("[server]\na = 1 # why\n", True), ("[server]\n# of a\na = 1\n", True)],
)  # fmt: skip
def test_a_table_with_comments(text, refused):
    if refused:
        with pytest.raises(Refused):
            require_no_comments(Draft(text.encode()), ("server",))
    else:
        require_no_comments(Draft(text.encode()), ("server",))
