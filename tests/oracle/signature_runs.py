"""What it takes to make a real program complain: a source says which signatures it makes a program write, and a
run starts the program, does something to it while it runs, and keeps what it wrote.

A source is a function of a Runs. It is run in a user namespace of its own, where limits may be lowered.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import namedtuple
from pathlib import Path

from doctor_servers import listening
from streamlit_server import Session

Source = namedtuple("Source", "name run says needs interpreter python")
"""A function of a Runs; `says`: id of a signature -> what its line in the log holds; `needs`: programs without which it
can't be run; `interpreter`: versions of Python of which it needs one (any, if empty); `python`: name -> (name,
requirements) of the environments it uses, whose interpreters are the `python` of its Runs."""

SOURCES: dict[str, Source] = {}

BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""In front of a command: root too is then bound by a file's mode, as every user is."""


def source(says: dict[str, str], *, needs: tuple[str, ...] = (), interpreter: tuple[str, ...] = (), **python):
    """Makes a source of a function and puts it among SOURCES, under the function's name."""

    def add(run):
        SOURCES[run.__name__] = Source(run.__name__, run, says, needs, interpreter, python)
        return run

    return add


class Runs:
    """Runs programs in a folder, one after another; `text` is what each wrote, `python` the interpreters."""

    def __init__(self, root: Path, python: dict[str, str]):
        self.root, self.python = root, python
        self.text: list[str] = []

    def __call__(
        self, until: str, *words: str, ready: str = "", meanwhile=None, visit: int = 0, patience: float = 60, **environ: str
    ) -> None:  # fmt: skip
        """Runs a program until it has written `until`. `meanwhile` is called with its process once it has written `ready`,
        and every two seconds from then on, as a program says that it is ready before it is. `visit`: the port at which a
        Streamlit page is opened. `environ`: more variables."""
        own = str(self.root.parent)  # what a killed program leaves behind goes with the test's folder
        environ = {
            **os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": own, "TMPDIR": own, **environ,
        }  # fmt: skip
        place = self.root.parent / f"run-{len(self.text)}.log"
        with open(place, "wb") as out:
            process = subprocess.Popen(
                words, cwd=self.root, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=environ, start_new_session=True
            )  # fmt: skip
        end, done = time.time() + patience, 0.0
        try:
            while process.poll() is None and until not in said(place) and time.time() < end:
                if visit and listening(visit):
                    threading.Thread(target=_visited, args=(visit,), daemon=True).start()
                    visit = 0
                if meanwhile and ready in said(place) and time.time() > done + 2:
                    done = time.time()
                    meanwhile(process)
                time.sleep(0.05)
        finally:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.text.append(said(place))

    def edits(self, path: str):
        """For `meanwhile`: appends a line to a file."""

        def edit(_: subprocess.Popen) -> None:
            with open(self.root / path, "a") as file:
                file.write("# changed\n")

        return edit


def said(place: Path) -> str:
    return place.read_text(errors="replace")


def _visited(port: int) -> None:
    """Opens the page as a browser does, and stays; a server that drops us has said so in its log."""
    with contextlib.suppress(AssertionError, OSError), contextlib.closing(Session(port).run()):
        threading.Event().wait()


def main() -> None:
    """NAME FOLDER PYTHON...: runs the source and writes what the programs said to FOLDER/log. A python is `name=path`."""
    from doctor_servers import tree

    name, folder, *python = sys.argv[1:]
    root = Path(folder) / "project"
    root.mkdir()
    tree(root, 20)
    run = Runs(root, dict(word.split("=", 1) for word in python))
    SOURCES[name].run(run)
    (Path(folder) / "log").write_text("\n".join(run.text), encoding="utf-8")
