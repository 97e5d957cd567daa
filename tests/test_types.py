"""mypy --strict finds nothing in the rooms that are clean; whoever cleans one more adds it here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

CLEAN = (
    "hooks/", "watchlint/records.py", "watchlint/errors.py", "watchlint/settings.py", "watchlint/facts/regular.py",
    "watchlint/facts/repository/", "watchlint/facts/toml/", "watchlint/facts/packages/", "watchlint/facts/python/",
    "watchlint/facts/django/", "watchlint/facts/machine/", "watchlint/facts/folders/", "watchlint/fixes/toml/",
    "watchlint/fixes/packages/", "watchlint/fixes/caches.py", "watchlint/fixes/splice.py",
    "watchlint/servers/", "watchlint/watch/", "watchlint/reports/", "watchlint/findings/", "watchlint/fixes/watchman_config.py", "watchlint/fixes/gitignore.py",
)  # fmt: skip


def test_what_was_typed_stays_typed():
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary"], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith(CLEAN) and ": error: " in line] == []


def test_every_room_named_is_there():
    assert [path for path in CLEAN if not (PROJECT / path).exists()] == []
