"""Reading a log beside `grep -c -E` of the same expressions, with LC_ALL=C, where grep is fastest."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from tools.bench.measure import Table, table
from watchlint.logs.catalogue import MESSAGES

READ = [
    sys.executable,
    "-c",
    "import sys; from watchlint.logs import reading as logs; print(logs.read_log(logs.open_log(sys.argv[1])))",
]
REQUEST = 'INFO:     127.0.0.1:{0} - "GET /item/{0} HTTP/1.1" 200 OK'
LIMIT = "OSError: [Errno 28] inotify watch limit reached"
RELOADING = "WARNING:  WatchFiles detected changes in 'main.py'. Reloading..."

# Name -> the lines that are written again and again, each after the time of day.
LOGS = {
    "a complaint in 1,000 lines": [*[REQUEST] * 999, LIMIT],
    "a name with `watch` in half the lines": [REQUEST, REQUEST.replace("item", "watch")],
    "a reload loop": ["3 changes detected", RELOADING],
    "the same complaint in every line": [LIMIT],
}


def tables(place: Path, runs: int, size: int) -> Iterator[Table]:
    """A table for each log of so many MiB, written one at a time."""
    log = place / "server.log"
    for name, lines in LOGS.items():
        _write(log, lines, size << 20)
        grep = 'LC_ALL=C grep -c -E -e "$0" "$1" || true'  # 1 where no line matches
        commands = {"grep -c -E": ["sh", "-c", grep, expression(), str(log)], "doctor --log": [*READ, str(log)]}
        goals = {"doctor --log": 2.0}
        yield table(f"Logs: {size} MiB, {name}", commands, Path.cwd(), runs, goals, memory_of=["doctor --log"])


def expression() -> str:
    """The patterns of all messages as one POSIX extended regular expression, which has no look ahead."""
    pattern = b"|".join(message.pattern for message in MESSAGES).decode()
    pattern = re.sub(r"\(\?!(?:\\.|[^)\\])*\)", "", pattern)
    pattern = re.sub(r"\(\?(?:P<\w+>|:)", "(", pattern)
    return pattern.replace(r"\d", "[0-9]").replace("+?", "+").replace("*?", "*")


def _write(path: Path, lines: list[str], size: int) -> None:
    numbers, texts = count(), cycle(lines)
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size:
            for number, text in zip(range(20_000), texts, strict=False):
                second = next(numbers) // 50
                time = f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
                file.write(f"{time} {text.format(30_000 + number)}\n")
