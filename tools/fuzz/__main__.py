"""Fuzz a reader or an editor against its judge: `python -m tools.fuzz [TARGET …] [--minutes N] [--figures FILE] [--random]`.

With atheris (`pip install atheris`) the inputs follow the code that they reach; without it, or with --random, they are pieces and
changed files. What differs is shrunk, shown, and kept in tests/corpora, which tests/test_fuzzed.py plays again. Exit code 1
where anything was found. FIGURES gets a JSON line a target.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.fuzz import inputs
from tools.fuzz.targets import Target, every


class Run:
    """What one target was given, and what was wrong. `kinds`: an error's kind and place -> the smallest input of it."""

    def __init__(self, target: Target) -> None:
        self.target, self.began = target, time.monotonic()
        self.tried = self.judged = 0
        self.kinds: dict[str, bytes] = {}

    def one(self, data: bytes) -> None:
        self.tried += 1
        kind, judged = outcome(self.target, data)
        self.judged += judged
        if kind and len(data) < len(self.kinds.get(kind, b"x" * 99_999)):
            self.kinds[kind] = shrunk(self.target, data, kind)

    def row(self) -> dict[str, object]:
        seconds = round(time.monotonic() - self.began)
        return {"target": self.target.name, "judge": self.target.judge, "inputs": self.tried, "judged": self.judged,
                "found": len(self.kinds), "seconds": seconds}  # fmt: skip


def outcome(target: Target, data: bytes) -> tuple[str, bool]:
    """("" or what is wrong and where, whether the judge had a word)"""
    try:
        return "", target.check(data)
    except Exception as error:  # noqa: BLE001 that is what is looked for
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        place = f"{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at else ""
        return f"{type(error).__name__} at {place}", True


def shrunk(target: Target, data: bytes, kind: str) -> bytes:
    """The input without all that can go from it while the same goes wrong."""
    size = max(1, len(data) // 2)
    while size:
        at = 0
        while at < len(data):
            fewer = data[:at] + data[at + size :]
            if outcome(target, fewer)[0] == kind:
                data = fewer
            else:
                at += size
        size //= 2
    return data


def at_random(run: Run, seconds: float, seed: int) -> None:
    choice = random.Random(seed)
    begun = inputs.seeds(run.target)
    for data in begun:
        run.one(data)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        run.one(inputs.made(run.target, begun, choice))


def guided(target: Target, seconds: float) -> dict[str, object]:
    """A process of its own: libFuzzer ends the one it runs in."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told")
        command = [
            sys.executable,
            "-m",
            "tools.fuzz",
            target.name,
            "--minutes",
            str(seconds / 60),
            "--guided",
            str(told),
        ]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=inputs.ROOT)
        row: dict[str, object] = json.loads(told.read_text(encoding="utf-8"))
    return row


def guided_here(target: Target, seconds: float, told: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["watchlint"]):
        run = Run(every()[target.name])
    begun = Path(tempfile.mkdtemp())
    for number, data in enumerate(inputs.seeds(target)):
        (begun / str(number)).write_bytes(data)
    words = begun.with_suffix(".dict")
    words.write_text(
        "".join('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n' for piece in target.pieces if piece)
    )
    choice = random.Random()
    last = [0.0]

    def one(data: bytes) -> None:
        run.one(data)
        # Every second input is of pieces: libFuzzer is slow to put together what no judge takes before it is whole.
        run.one(inputs.changed(target, data, choice) if run.tried % 4 else inputs.joined(target, choice))
        if time.monotonic() - last[0] > 0.5:
            last[0] = time.monotonic()
            row = {**run.row(), "kinds": {kind: repr(data) for kind, data in run.kinds.items()}, "guided": True}
            told.with_suffix(".new").write_text(json.dumps(row), encoding="utf-8")
            told.with_suffix(".new").replace(told)

    one(b"")
    atheris.Setup(
        [
            "fuzz",
            f"-max_total_time={round(seconds)}",
            f"-max_len={inputs.LARGEST}",
            "-timeout=60",
            f"-dict={words}",
            str(begun),
        ],
        one,
    )
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--random", action="store_true", help="without atheris")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--guided", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    known = every()
    if unknown := set(asked.targets) - set(known):
        parser.error(f"no such target: {', '.join(sorted(unknown))} (there are {', '.join(known)})")
    chosen = [known[name] for name in asked.targets or known]
    if asked.guided:
        guided_here(chosen[0], asked.minutes * 60, asked.guided)
        return 0
    with_atheris = False
    if not asked.random:
        with contextlib.suppress(ImportError):
            import atheris  # noqa: F401

            with_atheris = True
    found = 0
    for target in chosen:
        if with_atheris:
            row = guided(target, asked.minutes * 60)
        else:
            run = Run(target)
            at_random(run, asked.minutes * 60, asked.seed)
            row = {**run.row(), "kinds": {kind: repr(data) for kind, data in run.kinds.items()}, "guided": False}
        found += bool(row["found"])
        print(json.dumps(row), flush=True)
        if asked.figures:
            with open(asked.figures, "a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
