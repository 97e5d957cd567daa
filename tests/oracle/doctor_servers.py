"""Real dev servers on a tree of many folders, for the doctor to look at; for use inside a user namespace of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

MODERN = ("doctor", ["uvicorn", "watchfiles", "streamlit", "flask", "watchdog"])
"""Name and requirements of an environment. The newest of all: reaches the limit in silence."""
OLDER_WATCHDOG = ("doctor-flask", ["flask", "watchdog<7"])
"""Flask reloads with watchdog before 7 only."""

PACKAGES, BELOW = 10, 298


def tree(root: Path, below_each: int = BELOW) -> None:
    """3,000 folders: the root, ten packages of 299 each, which the app imports, and nine spare ones. The apps have names of
    their own: from a user namespace the servers of other tests can't be told from those here but by their apps' names."""
    for number in range(PACKAGES):
        package = root / f"pkg{number}"
        for below in range(below_each - 1):
            (package / f"data{below}").mkdir(parents=True)
        (package / "inner").mkdir()
        (package / "inner" / "mod.py").write_text(f"VALUE = {number}\n")
        (package / "inner" / "__init__.py").write_text("")
        (package / "__init__.py").write_text("")
    for below in range(8):
        (root / "spare" / str(below)).mkdir(parents=True)
    imports = "".join(f"import pkg{number}.inner.mod\n" for number in range(PACKAGES))
    (root / "crowded.py").write_text(
        imports + "async def app(scope, receive, send):\n    pass\nprint('STARTED', flush=True)\n"
    )
    (root / "crowded_flask.py").write_text(
        imports + "from flask import Flask\napp = Flask(__name__)\nprint('STARTED', flush=True)\n"
    )
    (root / "crowded_page.py").write_text(
        imports + "import streamlit as st\nst.write('x')\nprint('STARTED', flush=True)\n"
    )
    (root / "job.py").write_text(imports + "import time\nprint('STARTED', flush=True)\ntime.sleep(600)\n")


def limit(kind: str, number: int) -> None:
    Path(f"/proc/sys/user/max_inotify_{kind}").write_text(str(number))


def port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def command(kind: str, python: str) -> tuple[list[str], int]:
    """(command line, port) of a real server."""
    place = port()
    scripts = os.path.dirname(python)
    return {
        "uvicorn": [python, "-m", "uvicorn", "crowded:app", "--reload", "--port", str(place)],
        "watchfiles": [f"{scripts}/watchfiles", "--ignore-permission-denied", f"{python} job.py", "."],
        "flask": [python, "-m", "flask", "--app", "crowded_flask", "run", "--debug", "--port", str(place)],
        "streamlit": [python, "-m", "streamlit", "run", "crowded_page.py", "--server.port", str(place), "--server.headless", "true", "--server.address", "127.0.0.1",
                      "--server.runOnSave", "true", "--browser.gatherUsageStats", "false"],
    }[kind], place  # fmt: skip


SESSION = """
import sys, time
from websockets.sync.client import connect
with connect("ws://127.0.0.1:%s/_stcore/stream" % sys.argv[1], subprotocols=["streamlit"], max_size=None) as ws:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    message = BackMsg(); message.rerun_script.query_string = ""
    ws.send(message.SerializeToString())
    end = time.time() + 300
    while time.time() < end:
        try: ws.recv(timeout=5)
        except TimeoutError: pass
"""


class Running:
    """A real server and, for Streamlit, a browser session; `log` is what it wrote."""

    def __init__(self, kind: str, python: str, root: Path, watches: int | None = None, **more):
        """Returns once the code runs, or is over, and, where the number is given, so many watches are held."""
        self.kind, self.root = kind, root
        self.path = root.parent / f"{kind}-{time.time_ns()}.log"
        words, place = command(kind, python)
        environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "HOME": str(root.parent)}
        with open(self.path, "wb") as log:
            self.process = subprocess.Popen(
                words,
                cwd=root,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=environ,
                start_new_session=True,
                **more,
            )
        self.session = None
        if kind == "streamlit":
            wait(lambda: listening(place))
            self.session = subprocess.Popen(
                [python, "-c", SESSION, str(place)],
                env=environ,
                stdout=subprocess.DEVNULL,
                stderr=open(self.path, "ab"),
            )  # noqa: SIM115
        wait(lambda: self.starts() or self.process.poll() is not None)  # watchfiles ends where it can watch nothing
        if watches is not None:
            wait(lambda: self.kernel()[0] == watches)

    def log(self) -> str:
        return self.path.read_text(errors="replace")

    def starts(self) -> int:
        return self.log().count("STARTED")

    def pids(self) -> list[int]:
        return [self.process.pid, *descendants(self.process.pid)]

    def kernel(self) -> tuple[int, int]:
        """(watches, instances) by fdinfo; a watch in two processes' lists is one."""
        marks, instances = set(), 0
        for pid in self.pids():
            with contextlib.suppress(OSError):
                for number in os.listdir(f"/proc/{pid}/fd"):
                    with contextlib.suppress(OSError):
                        if os.readlink(f"/proc/{pid}/fd/{number}") == "anon_inode:inotify":
                            instances += 1
                            lines = Path(f"/proc/{pid}/fdinfo/{number}").read_text().splitlines()
                            marks.update(tuple(line.split()[2:4]) for line in lines if line.startswith("inotify wd:"))
        return len(marks), instances

    def reloads(self, path: Path, patience: float = 60) -> bool:
        """Whether an edit of this file makes the server run its code again."""
        settle(self.starts, 0.5)
        before = self.starts()
        path.write_text(path.read_text() + f"# {time.time_ns()}\n")
        end = time.time() + patience
        while time.time() < end and self.starts() == before:
            time.sleep(0.05)
        return self.starts() > before

    def stop(self) -> None:
        for process in filter(None, (self.session, self.process)):
            with contextlib.suppress(OSError):
                if process is self.process:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()


def descendants(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def listening(place: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", place), 1):
        return True
    return False


def wait(condition, patience: float = 120) -> None:
    end = time.time() + patience
    while not condition():
        if time.time() > end:
            raise TimeoutError("the server did not start")
        time.sleep(0.05)


def settle(number, quiet: float, patience: float = 60) -> None:
    end, last, since = time.time() + patience, None, time.time()
    while time.time() < end and time.time() - since < quiet:
        now = number()
        if now != last:
            last, since = now, time.time()
        time.sleep(0.1)
