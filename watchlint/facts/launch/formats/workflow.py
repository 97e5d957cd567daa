"""GitHub workflows: what the steps of each job run.

Source: GitHub's workflow syntax: jobs.<id>.steps[*].run, working-directory and defaults.run.working-directory, env at three
levels.
"""

from __future__ import annotations

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import TREE, Variable, Where
from watchlint.facts.launch.base.simple_commands import inside
from watchlint.facts.launch.formats import compose, shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.base.source import Source

assignments = compose.assignments


def commands(source: Source) -> Iterator[Command]:
    """The commands of every step; they start in the root unless a folder is named."""
    where = Where(TREE, source.path)
    for _, job in nodes.pairs(nodes.get(source.tree, "jobs")):
        for step in nodes.items(nodes.get(job, "steps")):
            run = nodes.get(step, "run")
            if nodes.scalar(run) is None:
                continue
            folders = [
                nodes.scalar(node)
                for node in (
                    nodes.get(step, "working-directory"),
                    nodes.get(job, "defaults", "run", "working-directory"),
                    nodes.get(source.tree, "defaults", "run", "working-directory"),
                )
            ]
            folder = next((folder for folder in folders if folder), ".")
            given = {**environment(source, source.tree), **environment(source, job), **environment(source, step)}
            yield from shell.of_node(source, run, inside("", folder), where, given)


def environment(source: Source, node: Any) -> dict[str, Variable]:
    """The plain variables of a node's `env`, with their places."""
    return {
        key.value: Variable(value.value, source.path, nodes.inside(key)[0])
        for key, value in nodes.pairs(nodes.get(node, "env"))
        if nodes.scalar(value) is not None
    }
