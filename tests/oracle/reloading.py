"""Saves a file below a running server and sees whether it answers anew; and the real watchman service, for those that ask it."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import urllib.request
from pathlib import Path

import pytest
from running import running


def answer(port: int) -> str:
    """What the server says; "" while it is not up."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as response:
            return response.read().decode()
    except OSError:
        return ""


def reloads(server, port: int, file: Path, old: str, new: str, patience: float) -> bool:
    """Whether the server answers `new` within `patience` seconds of saving `file` with `new` in place of `old`."""
    server.waits_for(lambda: answer(port) == old)
    # The first look at the files must lie behind us, and the stamp must differ on every file system.
    time.sleep(1.2)
    file.write_text(file.read_text(encoding="utf-8").replace(f'"{old}"', f'"{new}"'), encoding="utf-8")
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if answer(port) == new:
            return True
        time.sleep(0.1)
    return False


def needs_watchman() -> None:
    """Without Debian's watchman a test that asks it is skipped by hand, and fails in CI, where it must be there."""
    if shutil.which("watchman") is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say("the real watchman is not installed here: apt-get install watchman")


@contextlib.contextmanager
def watchman_service(folder: Path):
    """A watchman service of our own, as the variables that lead to it; the user's, if there is one, is left alone."""
    sock = folder / "sock"
    words = ["--foreground", f"--statefile={folder}/state", "--logfile=/dev/stdout", f"--pidfile={folder}/pid"]
    with running(["watchman", f"--sockname={sock}", *words], folder, folder / "watchman.log") as server:
        server.waits_for(sock.exists)
        yield {"WATCHMAN_SOCK": str(sock)}
