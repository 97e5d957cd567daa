"""Starts of an image that never happen where a compose service built from it says its own command."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def by_service(launch: Launch, repository: Repository) -> bool:
    """Whether this is what a Dockerfile starts, and a service that is built from it starts the same server with other words:
    a service and its Dockerfile are one cause, and the service's words are those that run."""
    from watchlint.facts.launch.base.model import IMAGE

    if launch.command is None or launch.command.where.kind != IMAGE:
        return False
    known = repository.shared("launch overridden", lambda: _overridden(repository))
    return (launch.path, launch.server) in known


def _overridden(repository: Repository) -> set[tuple[str | None, str]]:
    """(Dockerfile, server) of the services that start a server by words of their own."""
    from watchlint.facts.launch.kinds import COMPOSE
    from watchlint.rules.launch import files, starts

    found: set[tuple[str | None, str]] = set()
    for source in files.sources(repository, (COMPOSE,)):
        here = {
            (one.command.where.name, one.server)
            for one in starts.launches(source, repository)
            if one.command is not None
        }
        if not here:
            continue
        from watchlint.facts.launch.formats import compose
        from watchlint.facts.launch.places import resolver
        from watchlint.facts.launch.places.services import build_of

        for service in compose.services(source, resolver.of(repository).tree.read):
            build = build_of(source, service)
            found.update({(build[1], server) for name, server in here if build is not None and name == service.name})
    return found
