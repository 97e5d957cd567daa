"""Folders that another system shares with the one where a server runs: an edit made there makes no event here.

Sources: the Development Container specification (workspaceMount: a bind mount of the folder where nothing else is said);
Vagrant's documentation of synced folders (VirtualBox's are the default and make no events in the machine).
"""

from __future__ import annotations

import re

from watchlint.doctor.files.model import Said
from watchlint.facts.launch import kinds
from watchlint.servers import catalogue
from watchlint.servers.model import FORCED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch, Way

POLLS = re.compile(r"FORCE_POLLING|fileWatcherType|FILE_WATCHER_TYPE|USEPOLLING|WATCHPACK_POLLING")
SHARED = "On Windows and macOS the folder is shared with a virtual machine, and an edit on the host often makes no event in it"


def _told_to_poll(launch: Launch, repository: Repository) -> bool:
    """Whether settings that are JavaScript tell the front end to poll (Vite, server.watch.usePolling)."""
    paths = (
        path for ending in ("js", "ts", "mjs", "mts") for path in repository.named(f"{launch.server}.config.{ending}")
    )
    return any(b"usePolling" in (repository.look(path) or b"") for path in paths)


def has_needed(launch: Launch, repository: Repository) -> bool:
    """Whether the project asks for what the server needs to wait for events, by itself or as an extra: Werkzeug[watchdog]."""
    asks = repository.dependencies
    extras = {extra for one in asks.of("werkzeug") for extra in one.extras}
    return all(asks.requires(name) or name in extras for name in catalogue.named(launch.server).needs)


def _way(launch: Launch, repository: Repository) -> Way | None:
    """How a server that waits for events would poll; None where that is not known, or it does not wait for events as far as the
    files tell."""
    known = catalogue.named(launch.server)
    if (
        known.polling is None
        or not has_needed(launch, repository)
        or not launch.reloads
        or _told_to_poll(launch, repository)
    ):
        return None
    told = known.polling.words and set(known.polling.words) <= set(launch.arguments)
    return known.polling if not told and known.has_watcher(launch.program, repository.dependencies) else None


def way_to_poll(launch: Launch, repository: Repository) -> tuple[str, str] | None:
    """The variable, with its value, by which a server that waits for events would poll; None where it has none, or does not
    wait for events as far as the files tell."""
    way = _way(launch, repository)
    return way.variable if way else None


def step_to_poll(launch: Launch, repository: Repository) -> str:
    """The line by which a server in a container would poll, a variable or words of its command line; "" where there is none."""
    way = _way(launch, repository)
    where = "where edits are not noticed: then it polls"
    if way is not None and way.variable:
        return f"{way.variable[0]}={way.variable[1]}  # among the variables of the container, {where}"
    if way is not None and way.words:
        return f"{launch.server} {' '.join(way.words)}  # in its command line, {where}"
    return ""


def development_container(launches: list[Launch], repository: Repository) -> Iterator[Said]:
    """A development container that mounts the folder in which it is opened, as it does where nothing else is said."""
    for path, kind in kinds.candidates(repository).items():
        if kind != kinds.DEVCONTAINER:
            continue
        text = (repository.look(path) or b"").decode("utf-8", "replace")
        if POLLS.search(text):
            continue
        if re.search(r'"(?:workspaceMount|dockerComposeFile)"', text):
            continue  # a volume of its own perhaps; compose is looked at by itself
        for launch in launches:
            known = catalogue.named(launch.server)
            plain = launch.command is None or launch.command.source.kind not in (kinds.COMPOSE, kinds.DOCKERFILE)
            way = way_to_poll(launch, repository) if plain else None
            if way:
                yield Said(
                    "shared-folder",
                    path,
                    1,
                    f"the development container mounts a folder of the host, and {known.title or known.name} waits for events"
                    f" there. {SHARED}",
                    f'"containerEnv": {{"{way[0]}": "{way[1]}"}}  // where edits are not noticed: then it polls',
                )
                return


def vagrant(repository: Repository) -> Iterator[Said]:
    """A virtual machine that Vagrant starts: its folder is the host's."""
    for path in repository.named("Vagrantfile"):
        text = (repository.look(path) or b"").decode("utf-8", "replace")
        lines = [line.split("#")[0] for line in text.splitlines()]
        kept = [
            number for number, line in enumerate(lines, 1) if "synced_folder" in line and "disabled: true" not in line
        ]
        copied = any(re.search(r"type:\s*[\"']rsync", line) for line in lines)
        name = _server(repository)
        if name is None:
            return
        if copied:
            said = "the code is copied into the virtual machine when it starts: an edit reaches it with the next copy"
            step = "vagrant rsync-auto  # copies each edit at once"
        else:
            said = "the folder in the virtual machine is one of the host (vboxsf, NFS, SMB): an edit on the host makes no event there"
            poll = catalogue.way_to_poll(name) or f"export {FORCED[0]}={FORCED[1]}"
            step = f"{poll.partition('  #')[0]}  # in the virtual machine, where {name} does not poll by itself"
        yield Said("shared-folder", path, kept[0] if kept else 1, said, step)


def _server(repository: Repository) -> str | None:
    """The first known server that the project brings."""
    asks = repository.dependencies
    return next((one.name for one in catalogue.every() if any(map(asks.requires, one.comes_with))), None)
