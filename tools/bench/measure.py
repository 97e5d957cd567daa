"""What the benches share: commands timed side by side, by the clock and by processor time, their memory, and tables of both."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

Words = Sequence[str]


class Cost(NamedTuple):
    """What a command took, with the children that it waited for: seconds by the clock, seconds of processors."""

    wall: float
    cpu: float


class Row(NamedTuple):
    """One command of a table. `ratio`: its time by the clock beside the base's; `goal`: what that is to be at most;
    `memory`: the most that one process of it held, in MiB."""

    name: str
    cost: Cost
    ratio: float
    goal: float | None = None
    memory: float | None = None

    @property
    def is_missed(self) -> bool:
        return self.goal is not None and self.ratio > self.goal


class Table(NamedTuple):
    """Commands that were timed side by side. `base`: the name of the one they are compared with, the first."""

    title: str
    base: str
    rows: list[Row]


def table(
    title: str, commands: Mapping[str, Words], root: Path, runs: int, goals: Mapping[str, float], memory_of: Words = ()
) -> Table:
    """These commands, timed in `root` and compared with the first of them. `memory_of`: the names of those whose memory is
    measured too."""
    costs = interleaved(commands, root, runs)
    base = next(iter(commands))
    rows = [
        Row(
            name,
            cost,
            cost.wall / costs[base].wall,
            goals.get(name),
            memory(commands[name], root) if name in memory_of else None,
        )
        for name, cost in costs.items()
    ]
    return Table(title, base, rows)


def interleaved(commands: Mapping[str, Words], root: Path, runs: int) -> dict[str, Cost]:
    """Name → the medians. Each round runs every command once, forwards and backwards in turn, so that a machine that slows
    down slows all of them; the first round only warms up. SystemExit where a command finds fault with a clean tree."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name in list(commands)[:: 1 if number % 2 else -1]:
            cost = run(commands[name], root)
            if number:
                costs[name].append(cost)
    return {name: Cost(*map(median, zip(*taken, strict=True))) for name, taken in costs.items()}


def run(words: Words, root: Path) -> Cost:
    """What one run of a command takes. SystemExit where it exits with anything but 0."""
    before = _of_children()
    start = time.perf_counter()
    done = subprocess.run(words, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, env=environment())
    wall = time.perf_counter() - start
    if done.returncode:
        said = done.stdout.decode() + done.stderr.decode()
        raise SystemExit(f"{' '.join(words)} exited {done.returncode} in {root}:\n{said}")
    return Cost(wall, _of_children() - before)


def _of_children() -> float:
    """Seconds of processors that ended children took; without getrusage(2) in steps of a clock tick."""
    try:
        import resource
    except ImportError:
        times = os.times()
        return times.children_user + times.children_system
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def memory(words: Words, root: Path) -> float | None:
    """The most memory one process of the command held, in MiB; None where the system does not tell."""
    if not hasattr(os, "wait4"):
        return None
    process = subprocess.Popen(words, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment())
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def environment() -> dict[str, str]:
    """This environment, with no git settings of the user's or of a surrounding git, and Python as it is by default."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    return {**clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def script(name: str, scripts: str = sysconfig.get_path("scripts")) -> str:
    """The path of a console script of this environment, or of the one with that folder of scripts."""
    return os.path.join(scripts, name + (".exe" if os.name == "nt" else ""))
