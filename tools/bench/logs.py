"""Reading a log beside `grep -c -E` of the same expression; exit 1 where a bar is missed: `python -m tools.bench.logs`.

grep runs with LC_ALL=C, where it is fastest. TMPDIR says on which disk the logs are written, one at a time.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from itertools import count, cycle
from pathlib import Path

from tools.bench.measure import interleaved, peak_row, row
from watchlint.logs.catalogue import MESSAGES

BAR = 2.0
MEMORY_BAR = 64  # MiB
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


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.logs", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="interleaved runs on each log (default: 3)")
    parser.add_argument("--size", type=int, default=1024, help="of each log, in MiB (default: 1024)")
    options = parser.parse_args(argv)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        log = Path(place) / "server.log"
        for name, lines in LOGS.items():
            _write(log, lines, options.size << 20)
            read = [*READ, str(log)]
            grep = 'LC_ALL=C grep -c -E -e "$0" "$1" || true'  # 1 where no line matches
            commands = {"grep": ["sh", "-c", grep, expression(), str(log)], "doctor": read}
            times = interleaved(commands, Path.cwd(), options.runs)
            print(f"{options.size} MiB: {name}\n  {'grep -c -E':24}{times['grep'] * 1000:8.1f} ms")
            missed += row("doctor --log", times["doctor"], times["grep"], BAR)
            missed += peak_row("doctor --log", read, Path.cwd(), MEMORY_BAR)
    return int(bool(missed))


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
                file.write(
                    f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02} {text.format(30_000 + number)}\n"
                )


if __name__ == "__main__":
    raise SystemExit(main())
