"""Taking out what suppresses nothing."""

from __future__ import annotations

import json

import pytest

from watchlint.findings.suppression import comments
from watchlint.rules.suppressions import removing

A, B = "gitignore-missing", "compiled-tracked"


def changed(fix, data: bytes | None) -> bytes:
    (edit,) = fix.edits
    return edit.change(data)


@pytest.mark.parametrize(
    ("path", "before", "unused", "after"),
    [
        ("a.py", f"x = 1  # watchlint: ignore[{A}]\n", [A], "x = 1\n"),
        ("a.py", f"x = 1  # watchlint: ignore[{A}]\r\ny = 2\r\n", [A], "x = 1\r\ny = 2\r\n"),
        ("a.py", f"# watchlint: ignore[{A}]\nx = 1\n", [A], "x = 1\n"),
        ("a.py", f"x = 'é'  # watchlint: ignore[{A}, {B}] soon\n", [B], f"x = 'é'  # watchlint: ignore[{A}] soon\n"),
        (".gitignore", f"# watchlint: ignore[{A}]\n*.pyc\n", [A], "*.pyc\n"),
        ("a.toml", f"x = 1 # watchlint: ignore[{A}]\n", [A], "x = 1\n"),
    ],
)
def test_a_comment(path, before, unused, after):
    (found,) = comments(before.encode())
    fix = removing.comment(path, found, unused)
    assert changed(fix, before.encode()) == after.encode()
    assert changed(fix, after.encode()) == after.encode()  # nothing is left to take out
    assert fix.description == ("remove the comment" if len(unused) == len(found.names) else f"keep {A} alone")


def test_behind_something_else_it_may_be_part_of_it():
    (found,) = comments(f"*.log # watchlint: ignore[{A}]\n".encode())
    assert removing.comment(".gitignore", found, [A]) is None


def test_of_several_the_one_that_stands_nearest_goes():
    line = f"# watchlint: ignore[{A}]\n"
    data = f"{line}x = 1\n{line}y = 2\n".encode()
    first, second = comments(data)
    assert changed(removing.comment("a.py", first, [A]), data) == f"x = 1\n{line}y = 2\n".encode()
    assert changed(removing.comment("a.py", second, [A]), data) == f"{line}x = 1\ny = 2\n".encode()
    assert changed(removing.comment("a.py", first, [A]), None) == b""


@pytest.mark.parametrize(
    ("path", "text", "is_one"),
    [
        ("a.py", f"x = 1  # watchlint: ignore[{A}]\n", True),
        ("a.py", f"# so: # watchlint: ignore[{A}]\n", False),  # part of another comment
        ("a.py", f"x = '\\n# watchlint: ignore[{A}]'\n", False),
        ("a.py", f'x = """\n# watchlint: ignore[{A}]\n"""\n', False),
        ("a.toml", f'x = """\n# watchlint: ignore[{A}]\n"""\n', False),
    ],
)
def test_whether_it_is_a_comment_to_the_program_that_reads_it(path, text, is_one):
    (found,) = comments(text.encode())
    assert removing.is_comment(path, text.encode(), found) is is_one


def test_a_key_of_the_settings():
    fix = removing.key(".watchlint.toml", ("ignore", A), A)
    assert fix.description == f"remove ignore.{A} from .watchlint.toml"
    assert changed(fix, f"[ignore]\n{A} = 'x' # y\n{B} = 'z'\n".encode()) == f"[ignore]\n{B} = 'z'\n".encode()


@pytest.mark.parametrize(
    ("text", "kept", "after"),
    [
        (f"select = ['{A}', '{B}']\n", [A], f"select = ['{A}']\n"),
        (f"x = 1\nselect = ['{A}']\n", [], "x = 1\n"),
        ("x = 1\nselect = 'all'\n", [A], "x = 1\n"),  # no array any more
    ],
)
def test_items_of_an_array(text, kept, after):
    assert changed(removing.items(".watchlint.toml", ("select",), kept), text.encode()) == after.encode()


def test_rows_of_a_baseline():
    rows = [{"fingerprint": "1", "rule": A}, {"fingerprint": "2", "rule": B}]
    data = json.dumps({"version": 1, "findings": rows}).encode()
    after = json.loads(changed(removing.rows("known.json", {"1"}), data))
    assert [row["rule"] for row in after["findings"]] == [B]
