"""The verdict of .gitignore files where there is no git; test_ignore.py holds both ways to one table."""

from __future__ import annotations

import pytest

from watchlint.facts.repository import ignore_without_git


@pytest.mark.parametrize(
    "data", [b"\xff\xfe*", b"\0", b"[", b"[z-a]", b"!", b"/", b"\\", b"**", b"a**b", b"[[:foo:]]", b"\r", b" "]
)
def test_lines_that_are_no_pattern(data):
    assert ignore_without_git.verdicts({".gitignore": data + b"\n*.pyc\n"}, ["a/m.pyc"])["a/m.pyc"].ignored


def test_nothing_in_an_ignored_folder_is_admitted_again():
    files = {".gitignore": b"build/\n!build/keep\n", "build/.gitignore": b"!*\n"}
    found = ignore_without_git.verdicts(files, ["build/keep", "keep"])
    assert (found["build/keep"].ignored, found["keep"].ignored) == (True, False)
