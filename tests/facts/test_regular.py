"""Reading a regular file, and nothing else."""

from __future__ import annotations

import os

import pytest

from watchlint.facts import regular
from watchlint.facts.regular import Unreadable


def test_what_is_read(tmp_path):
    (tmp_path / "f").write_bytes(b"a\0\xff")
    assert regular.read_regular(str(tmp_path / "f")) == b"a\0\xff"
    assert regular.read_regular(str(tmp_path / "absent")) is None
    assert regular.read_regular(str(tmp_path / "f/below")) is None
    with pytest.raises(Unreadable, match="is a folder"):
        regular.read_regular(str(tmp_path))


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/tty", "/proc/kmsg"])
def test_a_device_is_not_opened(path, monkeypatch):
    if not os.path.exists(path):
        pytest.skip(f"no {path} here")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(Unreadable, match="is no regular file|permission denied|is larger"):
        regular._require_regular(path, os.lstat("/dev/null"))
    if not path.startswith("/proc"):  # /proc/kmsg calls itself a regular file: no link leads out of the tree
        with pytest.raises(Unreadable, match="is no regular file"):
            regular.read_regular(path)


def test_a_file_that_grows_while_it_is_read(tmp_path, monkeypatch):
    (tmp_path / "f").write_bytes(b"x" * 20)
    monkeypatch.setattr(regular, "MAX_BYTES", 10)
    monkeypatch.setattr(regular, "_require_regular", lambda *_: None)
    with pytest.raises(Unreadable, match="is larger than"):
        regular.read_regular(str(tmp_path / "f"))
