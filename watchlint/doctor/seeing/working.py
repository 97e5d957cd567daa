"""What a server is at work on now: how much of a processor it takes, since when it runs, and whether it waits for another
process to end."""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MOMENT = 0.6
"""Seconds over which the use of the processor is measured: more than two rounds of a reloader that polls."""


MOMENTS, AT_REST = 4, 10
"""What polls is at work in each of so many moments, what starts or answers a request is not; and the percent of a core below
which one moment is enough."""


def load(pids: Iterable[int], proc: str = "/proc") -> int:
    """How many percent of one processor core these processes take all the time: in the calmest of a few moments."""
    pids = list(pids)
    least = _load(pids, proc)
    for _ in range(MOMENTS - 1):
        if least < AT_REST:
            break
        least = min(least, _load(pids, proc))
    return least


def _load(pids: list[int], proc: str) -> int:
    """The same over one moment."""
    before, start = _ticks(pids, proc), time.monotonic()
    time.sleep(MOMENT)
    used = (_ticks(pids, proc) - before) / os.sysconf("SC_CLK_TCK")
    return round(100 * used / (time.monotonic() - start))


def waits_for_another(pid: int, proc: str = "/proc") -> bool:
    """Whether a process waits for one that it started to end (wait4(2), as proc_pid_wchan(5) names it)."""
    try:
        with open(f"{proc}/{pid}/wchan", "rb") as file:
            return file.read(64).strip() == b"do_wait"
    except OSError:
        return False


def age(pid: int, proc: str = "/proc") -> float | None:
    """Seconds since a process was started (proc_pid_stat(5), field 22)."""
    try:
        with open(f"{proc}/{pid}/stat", "rb") as file:
            started = int(file.read().rpartition(b")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        with open(f"{proc}/uptime", "rb") as file:
            return float(file.read().split()[0]) - started
    except (OSError, ValueError, IndexError):
        return None


def _ticks(pids: Iterable[int], proc: str) -> int:
    """The time that processes have used so far, in clock ticks (proc_pid_stat(5), fields 14 and 15)."""
    total = 0
    for pid in pids:
        try:
            with open(f"{proc}/{pid}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
            total += int(fields[11]) + int(fields[12])
        except (OSError, ValueError, IndexError):
            continue
    return total
