"""What ends a run early, and the exit code it ends with."""

from __future__ import annotations

CLEAN = 0
FOUND = 1
USAGE = 2
INTERNAL = 3


class UsageError(Exception):
    """A wrong flag, configuration or root; the text is the one line the user reads. Exit 2."""
