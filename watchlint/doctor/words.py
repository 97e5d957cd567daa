"""Numbers in words, as the doctor says them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts


def number(value: int | None) -> str:
    """A limit; None where it could not be read."""
    return "unknown" if value is None else f"{value:,}"


def all_folders(count: int) -> str:
    """All of so many folders."""
    return f"all {count:,} folders" if count != 1 else "the one folder"


def watches(facts: Facts) -> str:
    """The watch limit and what is seen in use."""
    return f"limit {number(facts['limits']['watches'])}, {sum(row['watches'] for row in facts['use']):,} seen in use"


def instances(facts: Facts) -> str:
    """The instance limit and what is seen in use."""
    return (
        f"limit {number(facts['limits']['instances'])}, {sum(row['instances'] for row in facts['use']):,} seen in use"
    )
