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


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no /proc here")
def test_what_tells_no_size_is_read_to_its_end():
    assert os.stat("/proc/self/status").st_size == 0
    assert b"Name:" in regular.read_regular("/proc/self/status")


def test_a_file_that_can_not_be_read_to_its_end_is_one_line(tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(5, "Input/output error")

    (tmp_path / "f").write_bytes(b"x")
    monkeypatch.setattr(os, "read", fails)
    with pytest.raises(Unreadable, match="f: input/output error"):
        regular.read_regular(str(tmp_path / "f"))
    assert regular.content(str(tmp_path / "f")) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, None),
        (b"\xff", None),
        (b"", ""),
        (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"),
        ("é\n".encode(), "é\n"),
    ],
)
def test_text(tmp_path, data, said):
    if data is not None:
        (tmp_path / "f").write_bytes(data)
    assert regular.text(str(tmp_path / "f")) == said
    assert regular.content("a\0b") is None
