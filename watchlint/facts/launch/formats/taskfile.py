"""Taskfile.yml: the commands of its tasks, with `{{.NAME}}` filled in where it is plain.

Source: Task's schema: tasks.<name> is a command, a list of them, or has cmd, cmds, dir, env, vars.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import TREE, Where
from watchlint.facts.launch.base.simple_commands import inside
from watchlint.facts.launch.base.text import filled, text
from watchlint.facts.launch.formats import compose, shell, workflow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.base.source import Source

assignments = compose.assignments

_USED = re.compile(r"\{\{[ \t]*\.([A-Za-z_]\w*)[ \t]*\}\}")


def commands(source: Source) -> Iterator[Command]:
    where = Where(TREE, source.path)
    root = posixpath.dirname(source.path)
    variables = _plain(nodes.get(source.tree, "vars"))
    environment = workflow.environment(source, source.tree)
    for _, task in nodes.pairs(nodes.get(source.tree, "tasks")):
        known = {**variables, **_plain(nodes.get(task, "vars"))}
        folder = nodes.scalar(nodes.get(task, "dir"))
        cwd = root if folder is None else inside(root, filled(text(folder, 0), _USED, known).value.replace("{{", "$"))
        given = {**environment, **workflow.environment(source, task)}
        for node in _steps(task):
            said = filled(nodes.text_of(source.text, node), _USED, known)
            yield from shell.of_text(source, said, cwd, where, given)


def _steps(task: Any) -> Iterator[Any]:
    """The texts of a task."""
    if nodes.scalar(task) is not None:
        yield task
    listed = [
        *nodes.items(task),
        *nodes.items(nodes.get(task, "cmds")),
        nodes.get(task, "cmd"),
        nodes.get(task, "cmds"),
    ]
    for item in listed:
        found = item if nodes.scalar(item) is not None else nodes.get(item, "cmd")
        if nodes.scalar(found) is not None:
            yield found


def _plain(node: Any) -> dict[str, str]:
    return {
        key.value: value.value
        for key, value in nodes.pairs(node)
        if nodes.scalar(value) is not None and "{{" not in value.value
    }
