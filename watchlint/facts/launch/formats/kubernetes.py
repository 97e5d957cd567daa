"""Kubernetes manifests: the command and the variables of each container.

Source: the Kubernetes API reference, Container v1 core: command, args, workingDir, env[*].name and value.
"""

from __future__ import annotations

import posixpath

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.assigned import NAME, made
from watchlint.facts.launch.base.model import HOST, Command, Variable, Where
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source


def containers(source: Source) -> list[Any]:
    """The nodes of every container that a manifest describes."""
    if "containers" not in source.memo:
        source.memo["containers"] = list(_containers(source))
    found: list[Any] = source.memo["containers"]
    return found


def _containers(source: Source) -> Iterator[Any]:
    waiting = [node for node in nodes.documents(source.text) if nodes.get(node, "kind") is not None]
    seen = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for key, value in nodes.pairs(node):
            if key.value in ("containers", "initContainers"):
                yield from nodes.items(value)
            else:
                waiting.append(value)
        waiting += nodes.items(node)


def _env(node: Any) -> Iterator[tuple[Any, Any]]:
    for item in nodes.items(nodes.get(node, "env")):
        name, value = nodes.get(item, "name"), nodes.get(item, "value")
        if nodes.scalar(name) is not None and nodes.scalar(value) is not None:
            yield name, value


def commands(source: Source) -> Iterator[Command]:
    where = Where(HOST, source.path)
    for node in containers(source):
        words = [
            shell.word_of(item)
            for key in ("command", "args")
            for item in nodes.items(nodes.get(node, key))
            if nodes.scalar(item) is not None
        ]
        folder = nodes.scalar(nodes.get(node, "workingDir"))
        cwd = posixpath.normpath(folder) if folder and folder.startswith("/") else None
        given = {name.value: Variable(value.value, source.path, nodes.inside(name)[0]) for name, value in _env(node)}
        if words:
            yield Command(tuple(words), given, cwd, where, source)


def assignments(source: Source) -> Iterator[Assignment]:
    if not NAME.search(source.text):
        return
    for node in containers(source):
        for name, value in _env(node):
            if NAME.fullmatch(name.value):
                said = value.value if value.style not in ("|", ">") else "$"
                form = "quoted" if value.style in ("'", '"') else "line"
                yield made(source, name.value, said, nodes.inside(name), nodes.inside(value), form)
        for key in ("command", "args"):
            for item in nodes.items(nodes.get(node, key)):
                if nodes.scalar(item) is not None:
                    yield from shell.assignments_of(source, nodes.text_of(source.text, item))
