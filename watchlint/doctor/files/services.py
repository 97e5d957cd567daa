"""Which services of compose run a server that starts in a container."""

from __future__ import annotations

from watchlint.facts.launch import kinds, started
from watchlint.facts.launch.base.model import IMAGE, SERVICE
from watchlint.facts.launch.formats import compose
from watchlint.facts.launch.places.services import build_of, of_service

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.formats.compose import Service
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def sources(repository: Repository) -> Iterator[Source]:
    """The compose files, those of tests apart."""
    for path, kind in kinds.candidates(repository).items():
        source = started.source(path, kind, repository.look(path)) if kind == kinds.COMPOSE else None
        if source is not None and not kinds.is_test(path):
            yield source


def running(launch: Launch, repository: Repository) -> Iterator[tuple[Source, Service]]:
    """The services that start it, each with its file: by their own command, by that of the image that they are built from, or
    by a script."""
    command = launch.command
    if command is None:
        return
    for source in sources(repository):
        for service in compose.services(source, repository.look):
            if command.where.kind == SERVICE:
                runs = (command.where.path, command.where.name) == (source.path, service.name)
            elif command.where.kind == IMAGE:
                build = build_of(source, service)
                runs = build is not None and build[1] == command.where.path and service.get("command") is None
            else:
                runs = _starts_in(launch, source, service, repository)
            if runs:
                yield source, service


def _starts_in(launch: Launch, source: Source, service: Service, repository: Repository) -> bool:
    """Whether a script of this launch starts in this service, as far as its folder tells."""
    from watchlint.facts.launch.places.tree import Tree

    world = launch.place.world if launch.place is not None else None
    return world is not None and world == of_service(source, service, Tree(repository))
