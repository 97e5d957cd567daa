"""mypy --strict finds nothing in the rooms that are clean; whoever cleans one more adds it here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

CLEAN = (
    "hooks/", "watchlint/records.py", "watchlint/errors.py", "watchlint/settings.py", "watchlint/facts/", "watchlint/servers/",
    "watchlint/watch/", "watchlint/reports/", "watchlint/findings/", "watchlint/logs/", "watchlint/checking/",
    "watchlint/fixes/", "watchlint/rules/", "watchlint/cli/arguments.py", "watchlint/cli/check.py",
    "watchlint/cli/clean_caches.py", "watchlint/cli/command.py", "watchlint/cli/main.py", "watchlint/cli/rule.py",
    "watchlint/cli/run.py", "watchlint/cli/streamlit_schema.py", "watchlint/cli/sysctl.py", "watchlint/cli/watches.py",
)  # fmt: skip


def test_what_was_typed_stays_typed():
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary"], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith(CLEAN) and ": error: " in line] == []


def test_every_room_named_is_there():
    assert [path for path in CLEAN if not (PROJECT / path).exists()] == []
