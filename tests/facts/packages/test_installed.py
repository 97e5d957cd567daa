"""What editable installs point at."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.packages.installed import pointed_at


@pytest.fixture
def packages(tmp_path, monkeypatch):
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    folder = tmp_path / ".venv/lib/python3.12/site-packages"
    folder.mkdir(parents=True)
    (tmp_path / ".venv/pyvenv.cfg").write_text("")
    return folder


def test_paths_are_read_and_nothing_is_run(tmp_path, packages):
    (packages / "a.pth").write_text(f"import os; os.exit(1)\n{tmp_path}/src\nrelative\n\n")
    (packages / "b.egg-link").write_text(f"{tmp_path}/b\n.\n")
    (packages / "c.txt").write_text(f"{tmp_path}/c\n")
    root = os.path.realpath(tmp_path)
    assert pointed_at(str(tmp_path)) == {f"{root}/src", f"{root}/b"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_named_pipe_is_not_waited_for(tmp_path, packages):
    os.mkfifo(packages / "a.pth")
    (packages / "b.pth").write_bytes(b"\xff\n/b\n")
    assert pointed_at(str(tmp_path)) == {"/b"}


def test_the_environment_that_is_active(tmp_path, packages, monkeypatch):
    (packages / "a.pth").write_text("/x\n")
    other = tmp_path / "other"
    other.mkdir()
    assert pointed_at(str(other)) == set()
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / ".venv"))
    assert pointed_at(str(other)) == {"/x"}
