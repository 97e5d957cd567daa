"""Where in a Dockerfile an offset lies."""

from __future__ import annotations

from watchlint.facts.launch.formats import dockerfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.instructions import Instruction
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.formats.dockerfile import Stage


def stage_of(source: Source, at: int) -> tuple[Stage | None, Instruction | None]:
    """The stage in which an offset of a Dockerfile lies, and its instruction there."""
    for stage in dockerfile.stages(source):
        for one in stage.instructions:
            if one.at <= at <= one.end:
                return stage, one
    return None, None
