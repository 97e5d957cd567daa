"""The starts that a README tells of, where no file starts that server: what its reader types."""

from __future__ import annotations

import posixpath

from watchlint.facts.launch import told
from watchlint.servers import launches, scripts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def starts(repository: Repository, known: Sequence[Launch]) -> list[Launch]:
    """Those of servers that watch and of which none is `known`, or none for an app that the root's README names; each app
    once; its file is there."""
    servers = {one.server for one in known}
    apart = {one.server for one in known} - {one.server for one in known if one.cwd is None}
    apps = {(one.server, _file(one)) for one in known}
    found: dict[tuple[str, str], Launch] = {}
    for path in told.readmes(repository):
        folders = [posixpath.dirname(path)]
        for command in told.commands(repository, path):
            for one in _of(repository, command, folders):
                another = one.server in apart and "/" not in path and (one.server, _file(one)) not in apps
                if one.reloads and (one.server not in servers or another):
                    found.setdefault((one.server, _file(one)), one)
    return list(found.values())


def _file(launch: Launch) -> str:
    """What a start serves, as one text: its script's path, or its module's."""
    name = launch.script or (launch.app or "").partition(":")[0]
    name = name if name.endswith(".py") else f"{name.replace('.', '/')}.py"
    return posixpath.normpath(posixpath.join(launch.cwd or "", name))


def _of(repository: Repository, command: Command, folders: list[str]) -> Iterator[Launch]:
    """What a command starts, in the folder that holds the app: that where the text has gone, or one where it was before."""
    from watchlint.facts.launch.places import resolver

    places = resolver.of(repository)
    inside = [one for one in _ends(command.cwd) if places.tree.is_folder(one)]
    folders[:0] = [one for one in inside if one not in folders]
    for launch in launches.of_command(command):
        folder = next((one for one in [*inside, *folders] if launch.app and places.has(one, launch.app)), None)
        if folder is not None:
            yield launch._replace(cwd=folder, certain=False, command=None)
    for program, _ in launches.programs(command):
        for script in program.files():
            folder = next((one for one in [*inside, *folders] if places.has(one, script)), None)
            if folder is not None:
                path = posixpath.normpath(posixpath.join(folder, script))
                for one in scripts.typed(repository, path, folder):
                    yield one._replace(path=command.path, line=command.line, column=command.column)


def _ends(cwd: str | None) -> list[str]:
    """A folder and what it is called below its first folders: `cd project/backend` after `git clone …/project`."""
    parts = posixpath.normpath(cwd).split("/") if cwd else []
    return ["/".join(parts[at:]) for at in range(len(parts))] or [""]
