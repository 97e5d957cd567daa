"""Two commits of watchlint side by side, hook by hook, on one repository of each kind: `python -m tools.bench.compare OLD [NEW]`.

Each commit is installed as a wheel into an environment of its own. Exit 1 where the new one takes more of a processor's time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.bench import repositories
from tools.bench.measure import Cost, interleaved, script
from tools.bench.start import HOOKS, KINDS

COMMANDS = (*HOOKS, "check-all")
NOISE = 0.03
"""What the medians of one and the same commit may differ by: above it one is slower."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.compare", description=__doc__.partition("\n")[0])
    parser.add_argument("old", metavar="OLD", help="a commit, or the `bin` folder of an environment that has it")
    parser.add_argument("new", metavar="NEW", nargs="?", default="HEAD", help="as OLD (default: HEAD)")
    parser.add_argument("--runs", type=int, default=25, help="interleaved runs of each command (default: 25)")
    parser.add_argument(
        "--files", type=int, nargs="*", default=[10_000, 200_000], help="of the large repositories (10000 200000)"
    )
    parser.add_argument(
        "--repository", action="append", default=[], help="one that is there already, instead of those made"
    )
    options = parser.parse_args(argv)
    slower = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        old, new = (
            environment_of(commit, Path(place) / name) for name, commit in (("old", options.old), ("new", options.new))
        )
        for name, root in _repositories(Path(place), options.files, options.repository):
            print(
                f"{name}, medians of {options.runs} interleaved runs\n  {'':24}{'wall':>10}{'':10}{'':8}{'processor':>10}"
            )
            for command in COMMANDS:
                both = {"old": [script(command, old)], "new": [script(command, new)]}
                slower += _row(command, **interleaved(both, root, options.runs))
            sys.stdout.flush()
    return 1 if slower else 0


def _repositories(place: Path, counts: Sequence[int], given: Sequence[str]) -> Iterator[tuple[str, Path]]:
    if given:
        yield from ((path, Path(path)) for path in given)
        return
    for number, (name, files) in enumerate(KINDS.items()):
        yield name, repositories.make(place / f"kind{number}", files)
    for count in counts:
        yield f"{count:,} files", repositories.make(place / f"files{count}", repositories.large(count))


def environment_of(commit: str, place: Path) -> str:
    """The folder of console scripts of an environment that has this commit. SystemExit where there is no such commit."""
    if os.path.isdir(commit):
        return commit
    source, environment = place / "source", place / "environment"
    source.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], capture_output=True)
    if archive.returncode:
        raise SystemExit(archive.stderr.decode().strip())
    subprocess.run(["tar", "x", "-C", source], input=archive.stdout, check=True)
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", source], check=True
    )
    return str(scripts)


def _row(command: str, old: Cost, new: Cost) -> bool:
    """Print both commits' costs of one command; whether the new one is slower."""
    slower = new.cpu > old.cpu * (1 + NOISE)
    print(
        f"  {command:24}{_times(old.wall, new.wall)}{_times(old.cpu, new.cpu)}{'  SLOWER' if slower else ''}",
    )
    return slower


def _times(old: float, new: float) -> str:
    return f"{old * 1000:8.1f} → {new * 1000:7.1f} ms {new / old:5.2f} x"


if __name__ == "__main__":
    raise SystemExit(main())
