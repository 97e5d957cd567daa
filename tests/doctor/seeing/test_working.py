from __future__ import annotations

import subprocess
import sys
import time

import pytest

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


def test_a_process_that_has_ended_takes_none():
    assert load([4_194_304]) == 0


@pytest.mark.parametrize("wchan, expected", [("do_wait", True), ("do_epoll_wait", False), ("0", False)])
def test_whether_it_waits_for_another(wchan, expected, tmp_path):
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "wchan").write_text(wchan)
    assert waits_for_another(7, str(tmp_path)) is expected
    assert not waits_for_another(8, str(tmp_path))
