"""Which dev servers the launch files start, and where the command stands."""

from __future__ import annotations

from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def launches(source: Source, repository: Repository) -> list[Launch]:
    """The starts of servers in one file."""
    if not any(word.decode() in source.text for word in catalogue.WORDS):
        return []
    from watchlint.facts.launch import resolver, started
    from watchlint.servers.launches import of_command, settled

    places = resolver.of(repository)
    found = [one for one in started.of_source(source, places.tree.read) if one.source is source]
    return [settled(launch, places) for one in found for launch in of_command(one)]


def watches(launch: Launch) -> bool:
    """Whether this start takes inotify watches, as far as its own command line and variables tell."""
    return catalogue.named(launch.server).watches(launch)


def title(launch: Launch) -> str:
    """What starts, in a sentence."""
    return catalogue.named(launch.server).title or launch.server
