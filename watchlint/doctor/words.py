"""Numbers in words, as the doctor says them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def number(value: int | None) -> str:
    """A limit; None where it could not be read."""
    return "unknown" if value is None else f"{value:,}"


def all_folders(count: int) -> str:
    """All of so many folders."""
    return f"all {count:,} folders" if count != 1 else "the one folder"


def watches(facts: dict[str, Any]) -> str:
    """The watch limit and what is seen in use."""
    return _limit_and_use(facts, "watches")


def instances(facts: dict[str, Any]) -> str:
    """The instance limit and what is seen in use."""
    return _limit_and_use(facts, "instances")


def _limit_and_use(facts: dict[str, Any], kind: str) -> str:
    return f"limit {number(facts['limits'][kind])}, {sum(row[kind] for row in facts['use']):,} seen in use"
