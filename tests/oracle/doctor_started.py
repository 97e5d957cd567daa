"""Real servers for the tests of the doctor's causes: a small project, its server, what the doctor says of it, its steps followed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent

APP = """
import asyncio
from shop import cart

async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"x", "more_body": scope["path"] == "/stays"})
    if scope["path"] == "/stays":
        await asyncio.sleep(60)
"""


def shop(folder: Path) -> Path:
    """A project of a module that says when it is imported, with apps for uvicorn and Flask."""
    root = folder / "project"
    for path, text in {
        "main.py": APP, "shop/__init__.py": "", "shop/cart.py": "print('STARTED', flush=True)\n", "pages/x.html": "", "flasky.py":
        "from shop import cart\nfrom flask import Flask\napp = Flask(__name__)\n",
    }.items():  # fmt: skip
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


class Started:
    """A real server in a folder; `starts` counts how often its code was run. `settles`: seconds until it watches."""

    settles = 1.0

    def __init__(self, words: list[str] | str, python: str, cwd: Path, patience: float = 40, **environ: str):
        self.log = cwd.parent / f"server-{time.time_ns()}.log"
        path = f"{os.path.dirname(python)}:{os.environ['PATH']}"
        environ = {
            **os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "HOME": str(cwd.parent), **environ
        }  # fmt: skip
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen(
                words, cwd=cwd, shell=isinstance(words, str), stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=environ,
                start_new_session=True,
            )  # fmt: skip
        self.waits_for(1, patience)

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def starts(self) -> int:
        return self.said().count("STARTED")

    def waits_for(self, starts: int, patience: float = 20) -> bool:
        end = time.monotonic() + patience
        while self.starts() < starts and time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.05)
        return self.starts() >= starts

    def reloads(self, file: Path, patience: float = 30) -> bool:
        """Whether it runs its code again after an edit; on a busy machine it may only begin to watch after the first."""
        time.sleep(self.settles)  # what watches comes after the code ran
        before, end = self.starts(), time.monotonic() + patience
        while self.process.poll() is None and (left := end - time.monotonic()) > 0:
            file.write_text(f"{file.read_text()}# edited\n")
            if self.waits_for(before + 1, min(left, 8)):
                return True
        return False

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def doctor(root: Path, *words: str) -> tuple[str, list[str]]:
    """The first line of the doctor's page, and the steps it offers."""
    done = subprocess.run(
        [sys.executable, "-m", "watchlint.cli.doctor", str(root), *words], cwd=HERE.parents[1], capture_output=True, text=True, timeout=120
    )  # fmt: skip
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    return lines[0], [line.lstrip(" 0123456789.") for line in lines[1:]]


def follow(server: Started, steps: list[str], word: str) -> str:
    """The step that starts the server again, once the one that ends it was followed."""
    kill = next(step for step in steps if step.startswith("kill "))
    subprocess.run(kill, shell=True, check=True)
    server.process.wait(10)  # it lets go of its port
    return next(step for step in steps if step.startswith(word))
