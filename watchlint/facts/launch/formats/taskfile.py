"""Taskfile.yml: the commands of its tasks, with `{{.NAME}}` filled in where it is plain.

Source: Task's schema: tasks.<name> is a command, a list of them, or has cmd, cmds, dir, env, vars.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import TREE, Variable, Where
from watchlint.facts.launch.base.simple_commands import inside
from watchlint.facts.launch.base.text import Text, text
from watchlint.facts.launch.formats import compose, shell

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
    environment = _environment(source, source.tree)
    for _, task in nodes.pairs(nodes.get(source.tree, "tasks")):
        known = {**variables, **_plain(nodes.get(task, "vars"))}
        folder = nodes.scalar(nodes.get(task, "dir"))
        cwd = root if folder is None else inside(root, filled(text(folder, 0), known).value.replace("{{", "$"))
        given = {**environment, **_environment(source, task)}
        for node in _steps(task):
            said = filled(nodes.text_of(source.text, node), known)
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


def filled(said: Text, known: dict[str, str]) -> Text:
    """A text with the variables that are known in their places."""
    values, places, at = [], [], 0
    for found in _USED.finditer(said.value):
        if found[1] in known:
            values += [said.value[at : found.start()], known[found[1]]]
            places += [*said.places[at : found.start()], *[said.places[found.start()]] * len(known[found[1]])]
            at = found.end()
    return Text("".join([*values, said.value[at:]]), [*places, *said.places[at:]]) if values else said


def _plain(node: Any) -> dict[str, str]:
    return {
        key.value: value.value
        for key, value in nodes.pairs(node)
        if nodes.scalar(value) is not None and "{{" not in value.value
    }


def _environment(source: Source, node: Any) -> dict[str, Variable]:
    return {
        key.value: Variable(value.value, source.path, nodes.inside(key)[0])
        for key, value in nodes.pairs(nodes.get(node, "env"))
        if nodes.scalar(value) is not None
    }
