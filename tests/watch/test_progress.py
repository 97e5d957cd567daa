"""The progress bar: on a terminal, after a while, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from watchlint.facts.folders.walk import walk

PROJECT = Path(__file__).resolve().parents[2]

SLOW = """
import sys, time
from watchlint.facts.folders.walk import walk
from watchlint.watch import progress
progress.PATIENCE = float(sys.argv[1])
def slow(*given):
    time.sleep(0.6)
    return walk(*given)
print(len(progress.walking(slow)((("watchlint/facts", True),))))
"""


def said(patience: float, code: str = SLOW, **env) -> bytes:
    """What goes to a terminal on stderr."""
    import pty

    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(PROJECT), **env}
    done = subprocess.run(
        [sys.executable, "-c", code, str(patience)],
        cwd=PROJECT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    assert done.stdout
    try:
        return _all_of(ours)
    finally:
        os.close(ours)


def _all_of(terminal: int) -> bytes:
    """All that its writers, now gone, left in it: one read gives what the kernel has passed on so far, not all."""
    told = b""
    while True:
        try:
            told += os.read(terminal, 1 << 16)
        except OSError:  # nothing is left, and nobody writes: EIO
            return told


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a pseudo-terminal that ends with its writer")
def test_a_long_walk_on_a_terminal_is_told():
    assert b"counting folders" in said(0.05)
    assert said(60) == b""
    assert said(0.05).endswith(b"\r\x1b[K"), "the line is gone once the walk is over"
    assert said(0.05, PRE_COMMIT="1") == b"" == said(0.05, TERM="dumb")


def test_without_a_terminal_the_walk_is_left_alone():
    from watchlint.watch import progress

    assert progress.walking(walk, quiet=True) is walk


CHECK = """
import sys, time
from watchlint.checking import root
from watchlint.cli import check
from watchlint.watch import progress
progress.PATIENCE = float(sys.argv[1])
quick = root.check
def slow(*given):
    time.sleep(0.6)
    return quick(*given)
root.check = slow
check.main(["--exit-zero", "watchlint/data"])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a pseudo-terminal that ends with its writer")
def test_a_long_check_on_a_terminal_is_told():
    assert b"checking: " in said(0.05, CHECK) and said(0.05, CHECK).endswith(b"\r\x1b[K")
    assert said(60, CHECK) == b"" == said(0.05, CHECK, PRE_COMMIT="1")
