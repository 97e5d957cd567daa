"""What a hook takes in all on a small repository, where starting is most of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bench import repositories
from tools.bench.measure import Table, script, table

HOOKS = (
    "check-gitignore",
    "check-compiled-files",
    "check-streamlit-config",
    "check-inotify-tier",
    "check-reloader",
    "check-launch-files",
)
GOALS = {**dict.fromkeys(HOOKS, 1.0), "check-all": 1.3}

KINDS = {
    "nothing of interest": repositories.EMPTY,
    "a small Streamlit app": repositories.SMALL,
    "Streamlit with a Dockerfile and a compose file": repositories.STREAMLIT,
    "Django": repositories.DJANGO,
}


def tables(place: Path, runs: int) -> Iterator[Table]:
    """A table for each kind of repository."""
    for number, (title, files) in enumerate(KINDS.items()):
        root = repositories.make(place / f"kind{number}", files)
        commands = {
            "check-toml": [script("check-toml"), "pyproject.toml"],
            "python -c pass": [sys.executable, "-c", "pass"],
            "ruff check": [script("ruff"), "check", "--no-cache", "-q", "."],
            **{name: [script(name)] for name in (*HOOKS, "check-all")},
        }
        yield table(f"Start: {title}", commands, root, runs, GOALS)
