"""The containers that a repository describes: images, services of compose, development containers."""

from __future__ import annotations

import posixpath

from watchlint.computed import cached_property
from watchlint.facts.launch import kinds
from watchlint.facts.launch.base.model import CALLER, DEVCONTAINER, HOST, IMAGE, SERVICE
from watchlint.facts.launch.base.simple_commands import normal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.places.tree import Tree
    from watchlint.facts.launch.places.world import World
    from watchlint.facts.repository.repository import Repository


class Containers:
    """Those of one repository. What reads a kind of file is imported where there is such a file."""

    def __init__(self, repository: Repository, tree: Tree) -> None:
        self.repository = repository
        self.tree = tree
        self._known_contexts: dict[str, list[str]] = {}

    def of(self, command: Command) -> list[World]:
        """Those in which a command runs: of a Dockerfile one for each folder it may be built from."""
        where = command.where
        if where.kind == SERVICE:
            return self._of_services(where.path, where.name)
        if where.kind == DEVCONTAINER:
            return self._of_devcontainer(where.path)
        if where.kind == IMAGE:
            return self._of_image(where.path, int(where.name))
        if where.kind in (HOST, CALLER):
            return list(self.every)
        return []

    @cached_property
    def every(self) -> list[World]:
        """All of them: of an image its last stage."""
        return list(self._every())

    def _every(self) -> Iterator[World]:
        for path, kind in kinds.candidates(self.repository).items():
            if kind == kinds.COMPOSE:
                yield from self._of_services(path)
            elif kind == kinds.DEVCONTAINER:
                yield from self._of_devcontainer(path)
            elif kind == kinds.DOCKERFILE:
                yield from self._of_image(path)

    def _of_services(self, path: str, name: str | None = None) -> list[World]:
        """Those of a compose file's services, or of the one of this name."""
        from watchlint.facts.launch.formats import compose
        from watchlint.facts.launch.places.services import of_service

        source = self.tree.source(path, kinds.COMPOSE)
        services = compose.services(source, self.tree.read) if source is not None else []
        return [
            of_service(source, one, self.tree) for one in services if source is not None and name in (None, one.name)
        ]

    def _of_devcontainer(self, path: str) -> list[World]:
        from watchlint.facts.launch.places.services import of_devcontainer

        source = self.tree.source(path, kinds.DEVCONTAINER)
        return [of_devcontainer(source, self.tree)] if source is not None else []

    def _of_image(self, path: str, number: int | None = None) -> list[World]:
        """Those of a Dockerfile's stage, or of its last one."""
        from watchlint.facts.launch.formats import dockerfile
        from watchlint.facts.launch.places.images import of_image

        source = self.tree.source(path, kinds.DOCKERFILE)
        if source is None:
            return []
        stage = len(dockerfile.images(source)) - 1 if number is None else number
        return [of_image(source, stage, context, self.tree) for context in self.contexts(path)] if stage >= 0 else []

    def contexts(self, path: str) -> list[str]:
        """The folders that a Dockerfile may be built from: those that compose files name; else its own and the root, if
        all is there that it copies."""
        if path not in self._known_contexts:
            self._known_contexts[path] = self._contexts(path)
        return self._known_contexts[path]

    def _contexts(self, path: str) -> list[str]:
        named = [context for context, built, _ in self._builds() if built == path]
        if named:
            return list(dict.fromkeys(named))
        from watchlint.facts.launch.places.images import copied_sources, in_context

        source = self.tree.source(path, kinds.DOCKERFILE)
        copied = copied_sources(source) if source is not None else []
        own = list(dict.fromkeys((posixpath.dirname(path), "")))
        if len(own) == 1:
            return own
        return [
            one
            for one in own
            if all(self.tree.is_there(normal(posixpath.join(one, in_context(name)))) for name in copied)
        ]

    def _builds(self) -> Iterator[tuple[str, str, str | None]]:
        """(context, Dockerfile, target) of each service that is built."""
        for path, kind in kinds.candidates(self.repository).items():
            source = self.tree.source(path, kind) if kind == kinds.COMPOSE else None
            if source is None:
                continue
            from watchlint.facts.launch.formats import compose
            from watchlint.facts.launch.places.services import build_of

            for service in compose.services(source, self.tree.read):
                build = build_of(source, service)
                if build is not None:
                    yield build
