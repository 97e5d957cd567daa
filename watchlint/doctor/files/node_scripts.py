"""Front ends that a container starts through package.json: what `npm run dev` and its like stand for.

Source: npm 10 and pnpm 9 (run, start), Yarn 1 and 4, bun 1 (run, or the script's name alone): each runs the script of the
package.json in its folder, or in the one that an option names.
"""

from __future__ import annotations

import posixpath

from watchlint.facts.launch import kinds, started
from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.model import DEVCONTAINER, IMAGE, SERVICE, TREE, Where
from watchlint.servers import launches as dev_servers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

_RUNNERS = ("npm", "yarn", "pnpm", "bun")
_WORDS = tuple(name.encode() for name in _RUNNERS)
_FOLDERS = ("--prefix", "-C", "--cwd", "--dir")
_ELSEWHERE = ("-w", "--workspace", "--workspaces", "--filter", "-F", "-r", "--recursive", "workspace")
_DEEPEST = 4
"""How far scripts that run scripts are followed."""


def launches(repository: Repository) -> list[Launch]:
    """The front ends that containers start so, each where its container starts it."""
    return repository.shared("launches of scripts in containers", lambda: list(_launches(repository)))


def _launches(repository: Repository) -> Iterator[Launch]:
    from watchlint.facts.launch.places import resolver

    for command in started.of_repository(repository, _WORDS):
        if command.where.kind not in (IMAGE, SERVICE, DEVCONTAINER):
            continue
        for _, inner in dev_servers.programs(command):
            asked = _asked(inner)
            place = resolver.of(repository).place(inner) if asked else None
            if asked is None or place is None or place.folder is None:
                continue
            at = inner.source.place(inner.words[0].offset)
            for launch in _behind(repository, posixpath.join(place.folder, asked[0]), asked[1], 0):
                yield launch._replace(
                    command=inner, path=inner.path, line=at["line"], column=at["column"], cwd=place.folder, place=place
                )


def _behind(repository: Repository, folder: str, name: str, deep: int) -> Iterator[Launch]:
    """What the script of this name starts."""
    path = posixpath.normpath(posixpath.join(folder, "package.json"))
    source = started.source(path, kinds.PACKAGE, repository.look(path))
    node = nodes.get(nodes.get(source.tree, "scripts"), name) if source is not None else None
    if source is None or node is None or deep > _DEEPEST:
        return
    from watchlint.facts.launch.formats import shell

    for command in shell.of_node(source, node, posixpath.dirname(path), Where(TREE, path)):
        yield from dev_servers.of_command(command, beside=True)
        for _, inner in dev_servers.programs(command):
            asked = _asked(inner)
            if asked is not None:
                yield from _behind(repository, posixpath.join(folder, asked[0]), asked[1], deep + 1)


def _asked(command: Command) -> tuple[str, str] | None:
    """(folder, script) that a command of a package manager runs; None where it runs none, or which one is not known."""
    texts = [word.text for word in command.words]
    at = next((at for at, text in enumerate(texts) if posixpath.basename(text) in _RUNNERS), None)
    if at is None:
        return None
    folder, names = "", []
    rest = iter(texts[at + 1 :])
    for text in rest:
        option, equals, value = text.partition("=")
        if text == "--":
            break
        if option in _ELSEWHERE:
            return None
        if option in _FOLDERS:
            folder = value if equals else next(rest, "")
        elif not text.startswith("-"):
            names.append(text)
    if names and names[0] in ("run", "run-script"):
        names = names[1:2]
    elif posixpath.basename(texts[at]) == "npm" and names[:1] != ["start"]:
        return None
    known = names and "$" not in names[0] + folder and not folder.startswith("/")
    return (folder, names[0]) if known else None
