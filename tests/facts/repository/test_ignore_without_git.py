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


PATTERNS = [
    "***.pyc", "a***", "**/***", "***/m", "a/***/m", r"\***", r"a\***b", "*" * 19 + ":*null", "***", "a****/", "*a*b*c*",
    "*\0x", "*\x1d", "[!a]**/b", "a[!a]", "a[^x]b", "a[/]b", "a[]!]b", "a[!]]b", "a", "/a", "a/", "/a/", "a/m", "/a/m", "a/m/", "a//", "//", "/", "b/m", "b/c", "*", "**", "**/", "/**", "a/**", "a/**/m",
    "**/m", "**/b/m", "**/b/**", "a**/m", "a**m", "a/b**/m", "a/**b/m", r"a/**\/m", "a/*/m", "*/m", "/*/m", "/*/b", "a*/b/*",
    "?", "??", "???", "a?b", "a/?/m", "?/b", "[ab]", "[!a]", "[^a]", "[a-c]", "[c-a]", "[]]", "[!]]", "[]-a]", "[a-]", "[-a]", "[--a]",
    "a[/]m", "a[!b]m", "[[:alpha:]]", "[[:digit:]x]yz*", "[![:alpha:]]", "[[:nope:]]", "[[:alpha]", "[[:]", "[[:]]", "[a", "[", r"[\]]",
    r"[\a]", r"[a-\c]", "[a\\", r"\a", r"\!a", r"\#a", "!a", "#a", "!", r"a\ ", "a ", "a  ", r"a\  ", r"a \ ", "a\t", "a\t ", "a\\",
    r"\*", r"\?", r"a\*b", "é", "?é", "a\x0b", "[[:space:]]", "[[:punct:]]", "*.py[co]", "*.py[!x]", "[a-z-9]", "[a-c-e]", r"[\--a]",
]  # fmt: skip
PATHS = [
    "m.pyc", "m.pyx", "a", "ab", "a/m", "a/b", "a/b/m", "a/b/c/m", "ax/m", "axm", "a/bx/m", "a/xb/m", "a/bx/y/m", "*", "**", "*x", "x/*y", "a*cb",
    "abc", "x:null", "xyz", "xyz" * 40, "b", "b/m", "c", "-", "]", "[", "\\", "!a", "#a", "a ", "a  ", " ", "a\t", "é", "aé", "e", "5", "?", ":", "9",
    ",", "x/a", "x/a/m", "a/c/m", "l", "p", "[:alpha]", "a\x0b",
]  # fmt: skip


def test_a_pattern_is_what_git_takes_it_for(repository):
    """Each in a folder of its own."""
    from watchlint.facts.repository import ignore
    from watchlint.facts.repository.git import Git

    files = {f"{number}/.gitignore": f"{pattern}\n".encode() for number, pattern in enumerate(PATTERNS)}
    paths = [f"{number}/{path}" for number in range(len(PATTERNS)) for path in PATHS]
    by_git = ignore.ask(Git.open(str(repository(files))), paths)
    without = ignore_without_git.verdicts(files, paths)
    assert len(paths) == len(by_git) == len(without)
    assert {path: one for path, one in without.items() if one.ignored != by_git[path].ignored} == {}


@pytest.mark.parametrize("pattern", ["*a" * 200 + "b", "**/" * 200 + "m", "*[a-b]" * 200 + "?"])
def test_no_row_of_stars_takes_for_ever(pattern):
    """Tried one way after the other they would: each star doubles the ways."""
    paths = ["a" * 199, "a" * 300, "a/" * 100 + "m", "a/" * 50 + "n"]
    files = {".gitignore": f"{pattern}\n".encode()}
    found = ignore_without_git.verdicts(files, paths)
    assert [one.ignored for one in found.values()] == {
        "b": [False, False, False, False], "m": [False, False, True, False], "?": [False, True, False, False],
    }[pattern[-1]]  # fmt: skip
