"""The environment variables a launch file sets, each with its place. A value that something else fills in is unknown."""

from __future__ import annotations

from watchlint.facts.launch import kinds
from watchlint.facts.launch.base.assigned import NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source


def assignments(source: Source) -> list[Assignment]:
    """Those of the variables that NAME matches, in the order of the text."""
    if not NAME.search(source.text):
        return []
    found = kinds.reader(source.kind).assignments(source)
    return sorted(set(found), key=lambda one: one.at)
