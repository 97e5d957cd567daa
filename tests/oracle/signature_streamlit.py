"""Streamlit of several releases, made to complain. A page is opened, as Streamlit watches nothing before."""

from __future__ import annotations

import subprocess

from doctor_servers import MODERN, limit, port
from signature_runs import BOUND, Runs, source

UP_TO_145 = ("doctor-streamlit-145", ["streamlit==1.45.1"])
LOSES_ITS_WATCHER = ("streamlit-1.46.1", ["streamlit==1.46.1", "watchdog==6.0.0"])


def page(run: Runs, until: str, python: list[str], code: str | None = None, **more) -> None:
    """Runs crowded_page.py, or this code, with a browser's session until `until` is said."""
    if code is not None:
        (run.root / "crowded_page.py").write_text(
            f"import streamlit as st\n{code}\nst.write('x')\nprint('STARTED', flush=True)\n"
        )
    place = port()
    words = ["run", "crowded_page.py", "--server.port", str(place), "--server.headless", "true", "--server.address", "127.0.0.1",
             "--browser.gatherUsageStats", "false"]  # fmt: skip
    run(until, *python, *words, visit=place, **more)


@source(
    {
        "streamlit-schedule-failed": "Failed to schedule watch observer for path /",
        "streamlit-watch-failed": "Failed to watch file /",
        "streamlit-no-observer": "AttributeError: '_MultiPathWatcher' object has no attribute '_observer'",
    },
    modern=MODERN,
)
def streamlit_limits(run: Runs) -> None:
    python = [run.python["modern"], "-m", "streamlit"]
    limit("watches", 100)
    page(run, "Failed to schedule", python)
    limit("instances", 0)
    page(run, "'_observer'", python)


@source(
    {
        "streamlit-watch-folder": "Watch folder is not a directory: ",
        "streamlit-wsl-poll": "Detected WSL. Using poll-based file watching",
        "streamlit-wsl": "For better performance, install the Watchdog module:",
        "streamlit-unreadable-path": "Unable to access file or folder: ",
    },
    needs=("setpriv",),
    modern=MODERN,
)
def streamlit_news(run: Runs) -> None:
    python = run.python["modern"]
    page(run, "is not a directory", [python, "-m", "streamlit"], STREAMLIT_SERVER_FOLDER_WATCH_LIST="nope")
    page(run, "Detected WSL", [python, "-m", "streamlit"], WSL_DISTRO_NAME="Debian")
    without = "import sys; sys.modules['watchdog'] = None; from streamlit.web.cli import main; main()"
    page(run, "install the Watchdog", [python, "-c", without])
    (run.root / "closing.py").touch()
    closes = "import closing, os\nos.chmod(closing.__file__, 0)"
    page(run, "Unable to access", [*BOUND, python, "-m", "streamlit"], closes, STREAMLIT_LOGGER_LEVEL="debug")


TORCH = """
import sys, types

class _Named(types.ModuleType):
    def __getattr__(self, name):
        raise RuntimeError(f"Tried to instantiate class '{self.__name__}.{name}', but it does not exist! Ensure that it is registered via torch::class_")

class _Classes(types.ModuleType):
    __file__ = "_classes.py"
    def __getattr__(self, name):
        return _Named(name)

classes = sys.modules["torch.classes"] = _Classes("torch.classes")
"""
"""A stub: torch itself is gigabytes. As torch 2's `torch.classes` does, it makes something of every name that it is asked
for, and that does not know the name that it is asked for in turn (torch/_classes.py)."""


@source(
    {
        "streamlit-torch": "Examining the path of torch.classes raised:",
        "streamlit-stream-died": "Uncaught exception GET /_stcore/stream (127.0.0.1)",
    },
    old=UP_TO_145,
)
def streamlit_up_to_145(run: Runs) -> None:
    python = [run.python["old"], "-m", "streamlit"]
    (run.root / "torch.py").write_text(TORCH)
    page(run, "Tried to instantiate", python, "import torch")
    limit("watches", 20)
    page(run, "inotify watch limit reached", python, "")


@source(
    {"vanished-bytecode": "FileNotFoundError: [Errno 2] No such file or directory: '"},
    old=LOSES_ITS_WATCHER,
)
def streamlit_146(run: Runs) -> None:
    parts = run.root / "parts"  # no __init__.py: the folder of a namespace package is watched as a whole
    (parts / "__pycache__").mkdir(parents=True)
    (parts / "table.py").touch()

    def compiles(_: subprocess.Popen) -> None:
        """As Python writes bytecode: under another name, which is gone a moment later."""
        for number in range(20):
            vanishing = parts / "__pycache__" / f"table.cpython-312.pyc.{140_234_000 + number}"
            vanishing.touch()
            vanishing.unlink()

    python = [run.python["old"], "-m", "streamlit"]
    page(run, "FileNotFoundError", python, "import parts.table", ready="STARTED", meanwhile=compiles)
