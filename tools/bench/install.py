"""What a hook's environment takes beside that of pre-commit-hooks: bytes, package by package, and the time to make it.

`python -m tools.bench.install` makes both with pre-commit, each as often as --runs says and in turn, and prints tables in
Markdown. Bytes are what the files hold, bytecode included, and not what a disk rounds them up to.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
OURS, THEIRS = "watchlint", "pre-commit-hooks"
GOAL = 1.5

CONFIG = """\
repos:
  - repo: local
    hooks:
      - {{id: one, name: one, language: python, entry: {entry}, additional_dependencies: ["{requirement}"]}}
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the tables; 1 where the environment is larger than the goal."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.install", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="environments of each (default: 3)")
    options = parser.parse_args(argv)
    seconds: dict[str, list[float]] = {OURS: [], THEIRS: []}
    sizes: dict[str, dict[str, int]] = {}
    for _ in range(options.runs):
        for name, requirement in ((OURS, str(PROJECT)), (THEIRS, "pre-commit-hooks==6.0.0")):
            with tempfile.TemporaryDirectory(prefix="install-") as place:
                took, packages = _made(Path(place), name, requirement)
            seconds[name].append(took)
            sizes[name] = by_package(packages)
    print("\n".join(lines(sizes, {name: statistics.median(took) for name, took in seconds.items()})))
    return int(sum(sizes[OURS].values()) > GOAL * sum(sizes[THEIRS].values()))


def _made(place: Path, name: str, requirement: str) -> tuple[float, dict[str, int]]:
    """The seconds that pre-commit took to make an environment, and path -> bytes of what is in it."""
    entry = {OURS: "check-all", THEIRS: "check-toml"}[name]
    (place / ".pre-commit-config.yaml").write_text(
        CONFIG.format(entry=entry, requirement=requirement), encoding="utf-8"
    )
    subprocess.run(["git", "init", "--quiet", str(place)], check=True)
    home = {**os.environ, "PRE_COMMIT_HOME": str(place / "home")}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "install-hooks"], cwd=place, env=home, check=True, capture_output=True
    )
    took = time.perf_counter() - start
    (packages,) = place.glob("home/repo*/py_env-*/lib/python3.*/site-packages")
    return took, {
        str(path.relative_to(packages)): path.lstat().st_size for path in packages.rglob("*") if path.is_file()
    }


_OF = {"yaml": "PyYAML", "_yaml": "PyYAML", "pyyaml": "PyYAML", "hooks": "watchlint", "ruamel": "ruamel.yaml"}
_OF |= {"pre_commit_hooks": "pre-commit-hooks", "ruamel_yaml": "ruamel.yaml", "_distutils_hack": "setuptools"}
_OF |= {"tokenize_rt": "tokenize-rt", "distutils": "setuptools", "pre_commit_placeholder_package": "pre-commit's own"}


def by_package(files: Mapping[str, int]) -> dict[str, int]:
    """Package -> bytes, largest first, of path -> bytes below site-packages."""
    found: dict[str, int] = {}
    for path, size in files.items():
        parts = path.replace(os.sep, "/").split("/")
        top = (parts[1] if parts[0] == "__pycache__" else parts[0]).split("-")[0].split(".")[0]
        name = _OF.get(top, top)
        found[name] = found.get(name, 0) + size
    return dict(sorted(found.items(), key=lambda row: -row[1]))


def lines(sizes: Mapping[str, Mapping[str, int]], seconds: Mapping[str, float]) -> Iterator[str]:
    """The table: a row for each package, their sum, and the time."""
    ours, theirs = sizes[OURS], sizes[THEIRS]
    yield f"| in the environment | {OURS} | {THEIRS} |"
    yield "| --- | ---: | ---: |"
    for name in sorted({*ours, *theirs}, key=lambda name: -max(ours.get(name, 0), theirs.get(name, 0))):
        yield f"| {name} | {_bytes(ours.get(name))} | {_bytes(theirs.get(name))} |"
    both = sum(ours.values()), sum(theirs.values())
    yield f"| together ({both[0] / both[1]:.2f} ×) | {_bytes(both[0])} | {_bytes(both[1])} |"
    ratio = seconds[OURS] / seconds[THEIRS]
    yield f"| time to make it ({ratio:.2f} ×) | {seconds[OURS]:.1f} s | {seconds[THEIRS]:.1f} s |"


def _bytes(count: int | None) -> str:
    return "" if count is None else f"{count / 1e6:.2f} MB"


if __name__ == "__main__":
    sys.exit(main())
