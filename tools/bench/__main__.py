"""Measure the hooks against check-toml and git status; exit 1 where a bar is missed.

Needs an environment with the `dev` extra. Times are medians over interleaved runs, so that a busy machine slows both sides.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from statistics import median

HOOKS = (
    "check-gitignore",
    "check-compiled-files",
    "check-inotify-tier",
    "check-streamlit-config",
    "check-reloader",
    "check-launch-files",
)
SMALL_BAR = 1.5
ALL_BAR = 2.5
LARGE_BAR = 1.5
MEMORY_BAR = 250  # MiB

SMALL = {
    ".gitignore": "__pycache__/\n*.pyc\n*.pyc.*\n",
    "README.md": "A small application.\n",
    "app.py": "import streamlit as st\n\nst.write('hello')\n",
    "pages/one.py": "import streamlit as st\n",
    "requirements.txt": "streamlit==1.45.0\n",
    "pyproject.toml": '[project]\nname = "small"\nversion = "1"\n\n[tool.watchlint]\ninotify-tier = "small"\n',
    ".streamlit/config.toml": '[server]\nfileWatcherType = "auto"\n',
}


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=25, help="interleaved runs of each small command (default: 25)")
    parser.add_argument(
        "--files", type=int, default=200_000, help="files of the large repository (default: 200000; 0: none)"
    )
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        missed = _small(Path(folder) / "small", options.runs)
        if options.files:
            missed += _large(Path(folder) / "large", options.files)
    return 1 if missed else 0


def _small(root: Path, runs: int) -> int:
    _repository(root, SMALL)
    rival = [_script("check-toml"), "pyproject.toml"]
    names = [name for name in (*HOOKS, "check-all") if os.path.exists(_script(name))]
    times = interleaved({"check-toml": rival, **{name: [_script(name)] for name in names}}, root, runs)
    base = times["check-toml"]
    print(f"a small clean repository, median of {runs} interleaved runs")
    print(f"  {'check-toml':24}{base * 1000:8.1f} ms")
    return sum(_row(name, times[name], base, ALL_BAR if name == "check-all" else SMALL_BAR) for name in names)


def _large(root: Path, count: int) -> int:
    """Two in a hundred files are Python, in as many folders as a large repository has."""
    files = {f"d{n // 1000}/e{n // 100 % 10}/f{n}.{'py' if n % 50 == 0 else 'txt'}": "" for n in range(count)}
    _repository(root, {**files, ".gitignore": SMALL[".gitignore"], ".watchlint.toml": 'inotify-tier = "large"\n'})
    commands = {"git status": ["git", "status", "--short"], "check-all": [_script("check-all")]}
    times = interleaved(commands, root, 7)
    print(f"{count:,} tracked files in {count // 100:,} folders, median of 7 interleaved runs")
    print(f"  {'git status':24}{times['git status'] * 1000:8.1f} ms")
    missed = _row("check-all", times["check-all"], times["git status"], LARGE_BAR)
    peak = memory(commands["check-all"], root)
    if peak is not None:
        print(
            f"  {'check-all, peak memory':24}{peak:8.1f} MiB     bar {MEMORY_BAR} MiB{'  MISSED' if peak > MEMORY_BAR else ''}"
        )
        missed += peak > MEMORY_BAR
    return missed


def _row(name: str, seconds: float, base: float, bar: float) -> bool:
    missed = seconds > base * bar
    print(f"  {name:24}{seconds * 1000:8.1f} ms {seconds / base:6.2f} x   bar {bar} x{'  MISSED' if missed else ''}")
    return missed


def interleaved(commands: dict[str, list[str]], root: Path, runs: int) -> dict[str, float]:
    """Name → the median wall time in seconds; each round runs every command once. The first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, words in commands.items():
            start = time.perf_counter()
            done = subprocess.run(words, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, env=_environment())
            took = time.perf_counter() - start
            if done.returncode:
                raise SystemExit(
                    f"{name} exited {done.returncode} on a clean repository:\n{done.stdout.decode()}{done.stderr.decode()}"
                )
            if number:
                times[name].append(took)
    return {name: median(values) for name, values in times.items()}


def memory(words: list[str], root: Path) -> float | None:
    """The most memory one process of the command held, in MiB; None where the system does not tell."""
    if not hasattr(os, "wait4"):
        return None
    process = subprocess.Popen(words, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_environment())
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _repository(root: Path, files: dict[str, str]) -> None:
    for folder in {os.path.dirname(path) for path in files}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True, env=_environment(), stdout=subprocess.DEVNULL)


def _environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def _script(name: str) -> str:
    return os.path.join(sysconfig.get_path("scripts"), name + (".exe" if os.name == "nt" else ""))


if __name__ == "__main__":
    raise SystemExit(main())
