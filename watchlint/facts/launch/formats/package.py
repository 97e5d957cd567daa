"""package.json: its scripts, which start in its folder."""

from __future__ import annotations

import posixpath

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import TREE, Where
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment, Command
    from watchlint.facts.launch.base.source import Source


def commands(source: Source) -> Iterator[Command]:
    for _, node in nodes.pairs(nodes.get(source.tree, "scripts")):
        yield from shell.of_node(source, node, posixpath.dirname(source.path), Where(TREE, source.path))


def assignments(source: Source) -> Iterator[Assignment]:
    for _, node in nodes.pairs(nodes.get(source.tree, "scripts")):
        if nodes.scalar(node) is not None:
            yield from shell.assignments_of(source, nodes.text_of(source.text, node))
