"""A plan as a diff: git takes it, and makes of it what the fix would have made."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import Rename
from watchlint.fixes.diff import quoted, render
from watchlint.fixes.plan import Plan

CASES = {
    "a line": {"f": (b"a\nb\n", b"a\nc\n")},
    "no newline at the end": {"f": (b"a", b"b")},
    "one that gets its newline": {"f": (b"a", b"a\n")},
    "CRLF": {"f": (b"a\r\nb\r\n", b"a\r\nc\r\n")},
    "a carriage return alone": {"f": (b"a\rb\n", b"a\rc\n")},
    "no text": {"f": (b"\xff\n", b"\xfe\n")},
    "a new file": {"new/f": (None, b"a\n")},
    "two files": {"a": (b"1\n", b"2\n"), "b": (b"1\n", b"2\n")},
    "a name with a blank": {"a b": (b"1\n", b"2\n")},
    "a name with a tab": {"a\tb": (b"1\n", b"2\n")},
    "a name with a newline": {"a\nb": (b"1\n", b"2\n")},
    "a name with a quote and a backslash": {'a"\\b': (b"1\n", b"2\n")},
    "a name with a control character": {"a\x7fb": (b"1\n", b"2\n")},
    "a file between those that move": {"a": (b"1\n", b"2\n"), "z": (None, b"1\n")},
    "a name with accents": {"café": (b"1\n", b"2\n")},
}


@pytest.mark.parametrize("name", CASES)
def test_git_makes_the_same_of_it(repository, name):
    files = CASES[name]
    if os.name == "nt" and any(set(path) & set('\t\n"\\') for path in files):
        pytest.skip("Windows has no such names")
    tree = repository({"x": "", **{path: before for path, (before, _) in files.items() if before is not None}})
    plan = Plan(Repository(str(tree)))
    plan.changes = {path: after for path, (_, after) in files.items()}
    tree.git("-c", "core.autocrlf=false", "apply", "-", stdin=render(plan))
    assert tree.contents() == {"x": b"", **{path: after for path, (_, after) in files.items()}}


@pytest.mark.parametrize(
    ("before", "after", "head"),
    [
        (b"1\n", b"2\n", b"--- a/f\n+++ b/f\n"),
        (None, b"2\n", b"--- /dev/null\n+++ b/f\n"),
        (b"1\n", None, b"--- a/f\n+++ /dev/null\n"),
    ],
)
def test_the_head_of_a_file(repository, before, after, head):
    plan = Plan(Repository(str(repository({} if before is None else {"f": before}))))
    plan.changes = {"f": after}
    assert render(plan).startswith(head)


def test_of_files_beside_one_that_moves_none_is_left_out(repository):
    tree = repository({"a": b"1\n", "b": b"1\n", "c": b"1\n"})
    plan = Plan(Repository(str(tree)))
    plan.renames = [Rename("b", "d")]
    plan.changes = {"a": b"2\n", "b": None, "c": b"2\n", "d": b"1\n"}
    tree.git("apply", "-", stdin=render(plan))
    assert tree.contents() == {"a": b"2\n", "c": b"2\n", "d": b"1\n"}


def test_a_file_that_moves_and_changes(repository):
    tree = repository({"old name": b"a\nb\n"})
    plan = Plan(Repository(str(tree)))
    plan.renames = [Rename("old name", "new/name")]
    plan.changes = {"old name": None, "new/name": b"a\nc\n"}
    said = render(plan)
    assert b"rename from old name\nrename to new/name\n" in said
    tree.git("apply", "-", stdin=said)
    assert tree.contents() == {"new/name": b"a\nc\n"}


def test_what_only_the_index_loses_is_told(repository):
    plan = Plan(Repository(str(repository({"a.pyc": "", "b\n.pyc": ""} if os.name != "nt" else {"a.pyc": ""}))))
    plan.untracked = ["a.pyc", "b\n.pyc"]
    assert render(plan, "root/") == b'untrack root/a.pyc (stays on disk)\nuntrack "root/b\\n.pyc" (stays on disk)\n'


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a b", b"a b"), ("café", "café".encode()), ('"', b'"\\""'), ("\\", b'"\\\\"'), ("\x07\t\n\r\x0b\x0c\x08", b'"\\a\\t\\n\\r\\v\\f\\b"'),
        ("\x1b[31m", b'"\\033[31m"'), ("\x9b", b'"\\302\\233"'), ("é\n", '"é\\n"'.encode()), ("\udcff", b'"\\377"'),
    ],
)  # fmt: skip
def test_quoted(path, wanted):
    assert quoted(path) == wanted
