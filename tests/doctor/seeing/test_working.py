from __future__ import annotations

import subprocess
import sys
import time

import pytest

from watchlint.doctor.seeing import working
from watchlint.doctor.seeing.working import load, waits_for_another

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")


@pytest.mark.parametrize("code, busy", [("input()", False), ("import os\nwhile os.getppid() > 1: pass", True)])
def test_the_processor_that_a_process_takes(code, busy):
    code = f"print('ready', flush=True)\n{code}"
    held = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        held.stdout.readline()  # its start
        time.sleep(0.05)
        assert (load([held.pid]) >= 5) == busy
    finally:
        held.kill()
        held.communicate()


@pytest.mark.parametrize(
    "used, expected",
    [
        ([0, 3], 5),  # at rest: one moment is enough
        ([0, 60, 60], 0),  # it was starting
        ([0, 60, 90, 120, 132], 20),  # at work in each
    ],
)
def test_what_starts_is_not_what_polls(used, expected, monkeypatch):
    ticks = iter([ticks for pair in zip(used, used[1:], strict=False) for ticks in pair])
    clock = iter(moment * working.MOMENT for pair in zip(range(9), range(1, 9), strict=False) for moment in pair)
    monkeypatch.setattr(working, "_ticks", lambda *_: next(ticks))
    monkeypatch.setattr(working.time, "sleep", lambda _: None)
    monkeypatch.setattr(working.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(working.os, "sysconf", lambda _: 100)
    assert load([7]) == expected
    assert next(ticks, None) is None, "no moment more than it takes"


def test_a_process_that_has_ended_takes_none():
    assert load([4_194_304]) == 0


@pytest.mark.parametrize("wchan, expected", [("do_wait", True), ("do_epoll_wait", False), ("0", False)])
def test_whether_it_waits_for_another(wchan, expected, tmp_path):
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "wchan").write_text(wchan)
    assert waits_for_another(7, str(tmp_path)) is expected
    assert not waits_for_another(8, str(tmp_path))
