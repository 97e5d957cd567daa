"""Which dev servers the launch files start, and where the command stands."""

from __future__ import annotations

import re

from watchlint.facts.launch.source import DOCKERFILE, SYSTEMD
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.source import Source
    from watchlint.servers.model import Launch


def launches(source: Source) -> list[Launch]:
    """The starts of servers in one file; of systemd units too, which the readers of launch files do not read."""
    data = source.text.encode("utf-8", "surrogateescape")
    if not any(word in data for word in catalogue.WORDS):
        return []
    from watchlint.facts.launch import files as launch_files
    from watchlint.servers.launches import in_step

    if source.kind == SYSTEMD:
        return list(_of_unit(source))
    path = source.path
    if source.kind == DOCKERFILE and not launch_files.may_launch(path):
        path = "Dockerfile"
    if not launch_files.may_launch(path):
        return []
    return [launch for step in launch_files.steps(path, data) for launch in in_step(step, source.path)]


def _of_unit(source: Source) -> Iterator[Launch]:
    from watchlint.facts.launch.commands import Step
    from watchlint.servers.launches import in_step

    folder = re.search(r"(?m)^WorkingDirectory=[-~]?(.*)$", source.text)
    for found in re.finditer(r"(?m)^ExecStart=[-@:+!]*((?:[^\n]*\\\r?\n)*[^\r\n]*)", source.text):
        line = source.text.count("\n", 0, found.start(1)) + 1
        column = found.start(1) - source.text.rfind("\n", 0, found.start(1))
        step = Step(found[1], line, column, folder[1].strip() if folder else "/", {})
        yield from in_step(step, source.path)


def watches(launch: Launch) -> bool:
    """Whether this start takes inotify watches, as far as its own command line and variables tell."""
    return catalogue.named(launch.server).watches(launch)


def title(launch: Launch) -> str:
    """What starts, in a sentence."""
    return catalogue.named(launch.server).title or launch.server
