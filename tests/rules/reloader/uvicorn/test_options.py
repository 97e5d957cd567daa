"""uvicorn's reload options as words, and its patterns as pathlib reads them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.rules.reloader.uvicorn.options import matches, of_words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), {}),
        (("a:app", "--reload"), {}),
        (("--reload-delay", "2", "--reload-directory", "x"), {}),
        (("--reload-dir", "a", "--reload-dir=b"), {"dir": ["a", "b"]}),
        (("--reload-include", "*.html", "--reload-exclude=t/*"), {"include": ["*.html"], "exclude": ["t/*"]}),
        (("--reload-dir",), {"dir": [""]}),
    ],
)
def test_of_words(words, expected):
    assert of_words(words) == expected


FOLDERS = ["a", "b.html", "a/b", "a/b/a", "ab", "a/ab.c"]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["a", "b", "*", "**", "?", "*b", "a*", "*.html", "ab.c", "."]), min_size=1, max_size=3))
def test_matches_is_what_pathlib_finds(made, parts):
    pattern = "/".join(parts)
    if set(parts) == {"."}:
        return
    found = {path.relative_to(made).as_posix() for path in made.glob(pattern) if path.is_dir()} - {"."}
    assert {folder for folder in FOLDERS if matches(pattern, folder)} == found


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("tree")
    for folder in FOLDERS:
        os.makedirs(root / folder, exist_ok=True)
    return root
