"""The folders of an interpreter, as they lie on disk."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.python import layout


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7.1.0rc1", (7, 1)),
        ("7.1.0", (7, 1, 0)),
        ("3.13", (3, 13)),
        ("3", (3,)),
        ("", ()),
        ("x1", ()),
        ("1..2", (1,)),
        ("1" * 200_000, ()),
    ],
)
def test_a_release(text, numbers):
    assert layout.release(text)[: len(numbers)] == numbers


def test_an_environment(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "pyvenv.cfg").write_text("Home = /usr/bin\nversion = 3.12.1\nno pair\n")
    prefix, settings, home = layout.environment(str(tmp_path / "bin/python"))
    if not layout.WINDOWS:
        assert (prefix, home) == (str(tmp_path), "/usr/bin") and settings["version"] == "3.12.1"


def test_content_is_that_of_a_regular_file(tmp_path):
    (tmp_path / "f").write_bytes(b"x" * (2 << 20))
    assert len(layout.content(str(tmp_path / "f"))) == 1 << 20
    assert layout.content(str(tmp_path)) == b"" == layout.content(str(tmp_path / "absent"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert layout.content(str(tmp_path / "pipe")) == b""
