"""The starts of watching servers in one launch file, and what is known of each."""

from __future__ import annotations

from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def launches(source: Source, repository: Repository) -> list[Launch]:
    """The starts of servers that reload in one file. A start that another file inherits is that file's own. The folder in
    which it starts is looked for where the server has options that name folders."""
    from watchlint.facts.launch import kinds, started

    if "launches" not in source.memo:
        some = source.path in started.holding(repository, catalogue.WORDS) and not kinds.is_test(source.path)
        source.memo["launches"] = _launches(source, repository) if some else []
    found: list[Launch] = source.memo["launches"]
    return found


def _launches(source: Source, repository: Repository) -> list[Launch]:
    from watchlint.facts.launch import started
    from watchlint.servers.launches import of_command

    def read(path: str) -> bytes | None:
        return None if path.startswith("..") else repository.look(path)

    commands = [one for one in started.of_source(source, read) if one.source is source]
    found = [launch for one in commands for launch in of_command(one) if launch.reloads and launch.certain]
    some = [_settled(launch, repository) if _matters_where(launch) else launch for launch in found]
    return [launch for launch in some if launch is not None]


def _matters_where(launch: Launch) -> bool:
    """Whether a rule asks where it starts, which takes a look at every file that may start it."""
    known = catalogue.named(launch.server)
    return bool(known.narrower or known.excluding or launch.through) or (launch.app or "").startswith("/")


def _settled(launch: Launch, repository: Repository) -> Launch | None:
    from watchlint.facts.launch.places import resolver
    from watchlint.servers.launches import placed

    return placed(launch, resolver.of(repository))


def offset(source: Source, launch: Launch) -> int:
    """Where a start stands in its file."""
    return source.offset(launch.line or 1, launch.column or 1)


def watches(launch: Launch) -> bool:
    """Whether this start takes inotify watches, as far as its own command line and variables tell."""
    return catalogue.named(launch.server).watches(launch)


def has_watcher(launch: Launch, repository: Repository) -> bool:
    """Whether the project asks for what the server watches with; True where it needs nothing more."""
    return catalogue.named(launch.server).has_watcher(launch.program, repository.dependencies)


def title(launch: Launch) -> str:
    """What starts, in a sentence."""
    if launch.program == "fastapi":
        return f"fastapi {launch.arguments[0]}"
    return catalogue.named(launch.server).title or launch.server
