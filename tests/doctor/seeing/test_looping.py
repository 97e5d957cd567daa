"""What is written again and again, by processes that write; tests/oracle/test_doctor_loops.py asks the real servers."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from watchlint.doctor.seeing import looping

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="is about Linux's /proc")

WRITER = "import time\nwhile True:\n    open('made.txt', 'w').write(str(time.time()))\n    time.sleep(0.3)\n"


@pytest.fixture
def runs(tmp_path, monkeypatch):
    monkeypatch.setattr(looping, "FIRST", 0.1)
    monkeypatch.setattr(looping, "CALM", 20.0)
    processes = []

    def start(code: str) -> int:
        processes.append(subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path))
        while not (tmp_path / "made.txt").exists():
            assert processes[-1].poll() is None
        return processes[-1].pid

    yield start
    for process in processes:
        process.kill()
        process.wait()


def test_what_is_built_from_is_written_again(runs, tmp_path):
    folder = str(tmp_path)
    pid = runs(WRITER)
    assert looping.rewritten(pid, [folder], builds=True) == f"{folder}/made.txt"
    assert looping.rewritten(pid, [folder]) == ""  # nothing is started again


def test_what_is_passed_over_or_not_asked_for_is_none(runs, tmp_path, monkeypatch):
    monkeypatch.setattr(looping, "RECENT", 1.0)
    (tmp_path / "out").mkdir()
    folder = str(tmp_path)
    pid = runs(WRITER)
    assert looping.rewritten(pid, [folder], (".py",), builds=True) == ""
    assert looping.rewritten(pid, [folder], builds=True, but=[folder]) == ""


def test_nothing_was_written_for_long(tmp_path):
    (tmp_path / "old.txt").touch()
    os.utime(tmp_path / "old.txt", (1, 1))
    assert looping.rewritten(os.getpid(), [str(tmp_path)], builds=True) == ""
