"""VS Code's tasks.json and launch.json.

Source: VS Code's documentation of tasks (command, args, options.cwd, options.env) and of debugpy's launch configurations
(module or program, args, cwd, env, envFile).
"""

from __future__ import annotations

import posixpath

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import TREE, Command, Variable, Where, Word
from watchlint.facts.launch.base.simple_commands import inside
from watchlint.facts.launch.base.tokens import tokens
from watchlint.facts.launch.formats import compose, shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.source import Source

assignments = compose.assignments

_HERE = ("${workspaceFolder}", "${workspaceRoot}")


def commands(source: Source) -> Iterator[Command]:
    root = posixpath.dirname(posixpath.dirname(source.path))
    where = Where(TREE, source.path)
    for node in nodes.items(nodes.get(source.tree, "configurations")):
        named = nodes.get(node, "module") or nodes.get(node, "program")
        if nodes.scalar(named) is None:
            continue
        module = nodes.get(node, "module") is not None
        at = nodes.inside(named)[0]
        words = [Word("python", at, at), *([Word("-m", at, at)] if module else []), _word(named)]
        words += _arguments(nodes.get(node, "args"))
        yield Command(
            tuple(words), _environment(source, node, "env"), _folder(root, nodes.get(node, "cwd")), where, source
        )
    for node in nodes.items(nodes.get(source.tree, "tasks")):
        command = nodes.get(node, "command")
        if nodes.scalar(command) is None:
            continue
        cwd = _folder(root, nodes.get(node, "options", "cwd"))
        environment = _environment(source, node, "options", "env")
        arguments = _arguments(nodes.get(node, "args"))
        if nodes.scalar(nodes.get(node, "type")) == "process":
            yield Command((_word(command), *arguments), environment, cwd, where, source)
            continue
        said = nodes.text_of(source.text, command)
        for one in shell.of_text(source, said._replace(value=_in_workspace(said.value)), cwd, where, environment):
            # what is given apart goes to the last command
            is_last = one.words[-1].end >= nodes.inside(command)[1]
            yield one._replace(words=one.words + tuple(arguments)) if is_last else one


def _word(node: Any) -> Word:
    return Word(_in_workspace(node.value), *nodes.inside(node))


def _arguments(node: Any) -> list[Word]:
    """The words of `args`: a list of texts or of {"value": …}, or one text."""
    if nodes.scalar(node) is not None:
        start = nodes.inside(node)[0]
        return [
            Word(_in_workspace(one.said), start + one.start, start + one.stop)
            for one in tokens(node.value)
            if one.is_word
        ]
    found = [item if nodes.scalar(item) is not None else nodes.get(item, "value") for item in nodes.items(node)]
    return [_word(item) for item in found if nodes.scalar(item) is not None]


def _in_workspace(said: str) -> str:
    for name in _HERE:
        said = "." if said == name else said.replace(f"{name}/", "")
    return said


def _folder(root: str, node: Any) -> str | None:
    if node is None:
        return root
    said = nodes.scalar(node)
    return None if said is None else inside(root, _in_workspace(said))


def _environment(source: Source, node: Any, *keys: str) -> dict[str, Variable]:
    return {
        key.value: Variable(value.value, source.path, nodes.inside(key)[0])
        for key, value in nodes.pairs(nodes.get(node, *keys))
        if nodes.scalar(value) is not None
    }
