"""A repository's files as the resolver asks for them, each answer kept."""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository


class Tree:
    """The files and folders of a repository, and its launch files as sources."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._sources: dict[tuple[str, str], Source | None] = {}
        self._folders: dict[str, bool] = {}

    def read(self, path: str) -> bytes | None:
        return None if path.startswith("..") else self.repository.look(path)

    def is_there(self, path: str) -> bool:
        return not path.startswith("..") and (not path or self.repository.exists(path))

    def is_folder(self, path: str) -> bool:
        if path not in self._folders:
            import os

            planned = any(name.startswith(f"{path}/") for name in self.repository.planned)
            there = not path.startswith("..") and os.path.isdir(
                self.repository.absolute(path) if path else self.repository.root
            )
            self._folders[path] = there or planned
        return self._folders[path]

    def folders(self, path: str) -> list[str]:
        """The names of the folders in a folder, links left out."""
        import os

        try:
            with os.scandir(self.repository.absolute(path) if path else self.repository.root) as entries:
                return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
        except OSError:
            return []

    def matching(self, pattern: str) -> list[str]:
        """The files and folders of a folder that a pattern of COPY matches; `*` stays in one folder."""
        import os

        folder, _, name = pattern.rpartition("/")
        try:
            names = os.listdir(self.repository.absolute(folder) if folder else self.repository.root)
        except OSError:
            return []
        return [posixpath.join(folder, one) for one in sorted(names)[:10_000] if fnmatchcase(one, name)]

    def source(self, path: str, kind: str) -> Source | None:
        if (path, kind) not in self._sources:
            from watchlint.facts.launch import started

            self._sources[path, kind] = started.source(path, kind, self.read(path))
        return self._sources[path, kind]
