"""Every hook with its rules, in the order in which they report."""

from __future__ import annotations

from watchlint.rules.index import HOOKS as ROWS
from watchlint.rules.registry import Entry, Hook

HOOKS = tuple(
    Hook(name, summary, folder, tuple(Entry(*row[:3], f"watchlint.rules.{folder}.{row[3]}", row[4]) for row in rows))
    for name, summary, folder, rows in ROWS
)


def hook(name: str) -> Hook:
    """The hook of this name. Raises KeyError where there is none."""
    return {each.name: each for each in HOOKS}[name]
