"""What a fix cuts out where an inotify limit is set that can't be."""

from __future__ import annotations

import pytest

from watchlint.fixes.splice import spliced
from watchlint.rules.launch.containers import limits


@pytest.mark.parametrize(
    ("text", "part", "after"),
    [
        ("a\nb\nc\n", "b", "a\nc\n"),
        ("a\nb\nc\n", "b\n", "a\nc\n"),  # an end that lies behind a newline takes no line more
        ("a\nxbx\nc\n", "b", "a\nc\n"),
        ("a\nb1\nb2\nc\n", "b1\nb2", "a\nc\n"),
        ("a\nb", "b", "a\n"),
        ("b\r\nc\r\n", "b", "c\r\n"),
        ("\ufeffb\nc\n", "b", "\ufeffc\n"),  # the mark in front stays
    ],
)
def test_whole_lines(text, part, after):
    at = text.index(part)
    assert spliced(text.encode(), [limits.lines(text, at, at + len(part))]) == after.encode()


@pytest.mark.parametrize(
    ("text", "found"),
    [("fs.inotify.max_user_watches", True), ("fs/inotify/max_user_instances", True), ("fs.file-max", False), ("fsxinotify.", False)],
)  # fmt: skip
def test_what_a_limit_is_called(text, found):
    assert bool(limits.LIMIT.match(text)) is found


def test_a_problem_says_why_and_what_to_do():
    found = limits.limit(3, 5, "it is refused")
    assert (found.at, found.end, found.subject, found.splices) == (3, 5, "it is refused", ())
    assert found.message == "an inotify limit can't be set in a container: it is refused"
    assert "watchlint sysctl" in found.help and limits.limit(3, 5, "x", (), "RUN").subject == "RUN"
