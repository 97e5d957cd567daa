"""One pattern and one path; test_ignore_without_git.py asks git about the same and many more."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.wildmatch import Pattern


@pytest.mark.parametrize(
    ("line", "path", "is_folder", "answer"),
    [
        (b"*.pyc", b"a/b/m.pyc", False, True),
        (b"/*.pyc", b"a/m.pyc", False, False),
        (b"a/", b"a", True, True),
        (b"a/", b"a", False, False),
        (b"a/**", b"a", True, False),
        (b"a/**/m", b"a/m", False, True),
        (b"?", "é".encode(), False, False),  # git compares bytes
        (b"??", "é".encode(), False, True),
        (b"a[!b]c", b"a/c", False, False),
        (b"a\\ ", b"a ", False, True),
        (b"a ", b"a ", False, False),
    ],
)
def test_a_path(line, path, is_folder, answer):
    assert Pattern(line).matches(path, is_folder) is answer


def test_a_line_that_admits():
    assert (Pattern(b"!a").admits, Pattern(b"\\!a").admits) == (True, False)


@pytest.mark.parametrize("line", [b"", b"  ", b"#a", b"!", b"/", b"[a", b"[[:nope:]]", b"a\\", b"[a\\"])
def test_a_line_that_matches_nothing(line):
    with pytest.raises(ValueError):
        Pattern(line)


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        (b"*a" * 200 + b"b", [False, False, False, False]),
        (b"**/" * 200 + b"m", [False, False, True, False]),
        (b"*[a-b]" * 200 + b"?", [False, True, False, False]),
    ],
)
def test_no_row_of_stars_takes_for_ever(line, answers):
    """Tried one way after the other they would: each star doubles the ways."""
    paths = [b"a" * 199, b"a" * 300, b"a/" * 100 + b"m", b"a/" * 50 + b"n"]
    assert [Pattern(line).matches(path, False) for path in paths] == answers
