"""Paths as texts."""

from __future__ import annotations

import pytest

from watchlint.facts.paths import join, within


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("/a", "/a", True),
        ("/a/b", "/a", True),
        ("/a/b", "/a/", True),
        ("/a", "/", True),
        ("/ab", "/a", False),
        ("/", "/a", False),
    ],
)
def test_within(path, folder, expected):
    assert within(path, folder) is expected


def test_join():
    assert (join("", "a"), join("a/b", "c")) == ("a", "a/b/c")
