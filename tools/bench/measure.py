"""What the benches share: commands timed side by side, their memory, and rows of what came out."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from statistics import median

SMALL = {
    ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n",
    "README.md": "A small application.\n",
    "app.py": "import streamlit as st\n\nst.write('hello')\n",
    "pages/one.py": "import streamlit as st\n",
    "requirements.txt": "streamlit==1.45.0\n",
    "pyproject.toml": '[project]\nname = "small"\nversion = "1"\n\n[tool.watchlint]\ninotify-tier = "small"\n',
    ".streamlit/config.toml": '[server]\nfileWatcherType = "auto"\n',
}


def row(name: str, seconds: float, base: float, bar: float) -> bool:
    """Print one command's time beside the base; whether it is over the bar."""
    missed = seconds > base * bar
    print(f"  {name:24}{seconds * 1000:8.1f} ms {seconds / base:6.2f} x   bar {bar} x{'  MISSED' if missed else ''}")
    return missed


def interleaved(commands: dict[str, list[str]], root: Path, runs: int) -> dict[str, float]:
    """Name → the median wall time in seconds; each round runs every command once. The first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, words in commands.items():
            start = time.perf_counter()
            done = subprocess.run(words, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, env=environment())
            took = time.perf_counter() - start
            if done.returncode:
                raise SystemExit(
                    f"{name} exited {done.returncode} on a clean repository:\n{done.stdout.decode()}{done.stderr.decode()}"
                )
            if number:
                times[name].append(took)
    return {name: median(values) for name, values in times.items()}


def peak_row(name: str, words: list[str], root: Path, bar: float) -> bool:
    """Print the command's peak memory, where the system tells; whether it is over the bar, in MiB."""
    peak = memory(words, root)
    if peak is None:
        return False
    print(f"  {name + ', peak memory':24}{peak:8.1f} MiB     bar {bar} MiB{'  MISSED' if peak > bar else ''}")
    return peak > bar


def memory(words: list[str], root: Path) -> float | None:
    """The most memory one process of the command held, in MiB; None where the system does not tell."""
    if not hasattr(os, "wait4"):
        return None
    process = subprocess.Popen(words, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment())
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def repository(root: Path, files: dict[str, str]) -> None:
    """These files, committed in a new repository."""
    for folder in {os.path.dirname(path) for path in files}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True, env=environment(), stdout=subprocess.DEVNULL)


def environment() -> dict[str, str]:
    """This environment, with no git settings of the user's or of a surrounding git."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def script(name: str) -> str:
    """The path of a console script of this environment."""
    return os.path.join(sysconfig.get_path("scripts"), name + (".exe" if os.name == "nt" else ""))
