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


STARS = [
    "***.pyc",
    "a***",
    "**/***",
    "***/m",
    "a/***/m",
    r"\***",
    r"a\***b",
    "*" * 19 + ":*null",
    "***",
    "a****/",
    "*a*b*c*",
]


@pytest.mark.parametrize("pattern", STARS)
def test_a_run_of_stars_is_what_git_takes_it_for(repository, pattern):
    """Two between slashes and else one; as a regular expression nineteen of them would never end."""
    from watchlint.facts.repository import ignore
    from watchlint.facts.repository.git import Git

    tree = repository({".gitignore": pattern + "\n"})
    paths = [
        "m.pyc",
        "a",
        "ab",
        "a/m",
        "a/b/m",
        "a/b/c/m",
        "*",
        "**",
        "*x",
        "x/*y",
        "a*cb",
        "abc",
        "x:null",
        "xyz" * 40,
    ]
    without = ignore_without_git.verdicts({".gitignore": f"{pattern}\n".encode()}, paths)
    by_git = ignore.ask(Git.open(str(tree)), paths)
    assert {path: one.ignored for path, one in without.items()} == {path: one.ignored for path, one in by_git.items()}


@pytest.mark.parametrize("pattern", ["*a" * 11, "**/" * 11 + "m"])
def test_more_stars_than_can_be_matched_are_said(folder, run, pattern):
    done = run("check_gitignore", cwd=folder({"m.py": "", ".gitignore": f"x\n{pattern}\n# {pattern}\n"}))
    assert done.code == 2 and done.err.count("\n") == 1
    assert ".gitignore:2: has more than 10 `*`, too many to be matched where there is no git" in done.err


@pytest.mark.parametrize(
    "pattern", ["a[!a]", "a[^x]b", "[!a]**/b", "a[/]b", "*\0x", "*\t", "*\x1d", "a[]!]b", "a[!]]b"]
)
def test_brackets_match_no_slash_and_a_line_ends_where_git_ends_it(repository, pattern):
    from watchlint.facts.repository import ignore
    from watchlint.facts.repository.git import Git

    tree = repository({".gitignore": pattern + "\n"})
    paths = ["a/b", "ab", "a]b", "a!b", "axb", "x/a/b", "b", "a\t", "x\t"]
    ours = ignore_without_git.verdicts({".gitignore": (pattern + "\n").encode()}, paths)
    theirs = ignore.ask(Git.open(str(tree)), paths)
    assert {path: ours[path].ignored for path in paths} == {path: theirs[path].ignored for path in paths}
