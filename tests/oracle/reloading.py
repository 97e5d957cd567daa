"""Saves a file below a running server and sees whether it answers anew; and the real watchman service, for those that ask it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
import urllib.request
from pathlib import Path

import pytest
from running import CALM, running

from watchlint.facts.machine.held_watches import held_marks


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


def save(file: Path) -> None:
    """The file's "first" becomes "second", and its other text longer, in one write: readers never see half of it."""
    text = file.read_text(encoding="utf-8").replace("first", "second") + "\n"
    with open(file, "r+", encoding="utf-8") as opened:
        opened.write(text)


def watches(server, *folders: Path) -> None:
    """Waits until the kernel holds a watch of the server on each of these folders, and it adds no more: watchdog 7 may
    not yet know what to do with what it hears while it still adds."""
    wanted = {(status.st_dev, status.st_ino) for status in map(os.stat, folders)}
    held, since = None, time.monotonic()

    def calm() -> bool:
        nonlocal held, since
        now = held_marks(server.pids())
        if now != held:
            held, since = now, time.monotonic()
        return wanted <= now and time.monotonic() - since > CALM

    server.waits_for(calm)


def first_noticed(server, log_line: str, files: list[Path], *, polls: bool = False) -> str:
    """What the log says first of `files`, after all were saved in this order.

    log_line: a pattern whose first group names what changed. The kernel tells of changes in order, so where the last file, which
    is sure to be heard, comes first, those before it were not heard: "it does not reload" needs no waiting in vain.
    All are saved again every few seconds until one is seen: a poll may have begun after the first save (`polls`).
    """
    saved = 0.0

    def noticed() -> bool:
        nonlocal saved
        if re.search(log_line, server.said()):
            return True
        if time.monotonic() - saved > (1.5 if polls else 8):
            for file in files:
                save(file)
            saved = time.monotonic()
        return False

    server.waits_for(noticed)
    return re.search(log_line, server.said())[1]
