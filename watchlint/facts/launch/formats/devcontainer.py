"""devcontainer.json: the commands of a development container's life, and its variables.

Source: the Development Container specification: lifecycle scripts as a text, a list of words or an object of either;
workspaceFolder is where they start, `/workspaces/<the folder's name>` where nothing is said.
"""

from __future__ import annotations

import posixpath

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import DEVCONTAINER, Variable, Where
from watchlint.facts.launch.formats import compose, shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.base.source import Source

CYCLE = (
    "initializeCommand onCreateCommand updateContentCommand postCreateCommand postStartCommand postAttachCommand"
).split()
DEFAULT = "/workspaces/${localWorkspaceFolderBasename}"

assignments = compose.assignments


def environment(source: Source) -> dict[str, Variable]:
    """The variables of the container, and over them those of what the editor starts there, where null takes one away."""
    found: dict[str, Variable] = {}
    for name in ("containerEnv", "remoteEnv"):
        for key, value in nodes.pairs(nodes.get(source.tree, name)):
            if nodes.is_null(value):
                found.pop(key.value, None)
            elif nodes.scalar(value) is not None:
                found[key.value] = Variable(value.value, source.path, nodes.inside(key)[0])
    return found


def workspace(source: Source) -> str:
    """The folder that commands start in, in the container."""
    return posixpath.normpath(nodes.scalar(nodes.get(source.tree, "workspaceFolder")) or DEFAULT)


def commands(source: Source) -> Iterator[Command]:
    given = environment(source)
    cwd = workspace(source)
    for key in CYCLE:
        node = nodes.get(source.tree, key)
        for part in [value for _, value in nodes.pairs(node)] or [node]:
            yield from shell.of_node(source, part, cwd, Where(DEVCONTAINER, source.path), given)
