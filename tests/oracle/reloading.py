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


def reloads(server, port: int, file: Path, said: str, *, patience: float = 30, quiet: float = 1.2) -> bool:
    """Whether the server says `said` within `patience` seconds of saving `file`, and then answers what it says now.

    The file's "first" becomes "second". It is saved `quiet` seconds after the first answer, and nothing is asked until the
    server has said its word: after each request Django's WatchmanReloader subscribes anew, and a save in that moment is lost.
    """
    server.waits_for(lambda: answer(port) == "first")
    time.sleep(quiet)
    file.write_text(file.read_text(encoding="utf-8").replace('"first"', '"second"'), encoding="utf-8")
    end = time.monotonic() + patience
    while said not in server.said():
        if time.monotonic() > end:
            return answer(port) == "second"
        time.sleep(0.1)
    server.waits_for(lambda: answer(port) == "second")
    return True


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
