"""The launch files of a repository, each read once for all rules, and what else of it several of them ask."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository

_FEW, _MANY = 200, 10_000
"""Python files, and files, of a repository whose code is searched whatever it asks for."""


def candidates(repository: Repository) -> dict[str, str]:
    """Path -> kind of every launch file."""
    from watchlint.facts.launch import kinds

    return kinds.candidates(repository)


def sources(repository: Repository, kinds: Iterable[str] = ()) -> list[Source]:
    """The launch files that are texts: all, or those of these kinds."""
    found = repository.shared("launch sources", lambda: _sources(repository))
    return [source for source in found if source.kind in kinds] if kinds else found


def _sources(repository: Repository) -> list[Source]:
    from watchlint.facts.launch import started

    if started.large(repository):
        from watchlint.servers import catalogue

        started.note_large(repository, (*catalogue.WORDS, b"pythondontwritebytecode", b"inotify"))
    read = (started.source(path, kind, repository.read_or_note(path)) for path, kind in candidates(repository).items())
    return [source for source in read if source is not None]


def apps_that_set_variables(repository: Repository, package: str, beginning: str) -> list[str]:
    """The Python files that import a package and may set one of its variables, by how these begin. In a large repository they
    are searched only where the project asks for the package."""
    return repository.shared(("launch apps", package), lambda: _apps(repository, package, beginning.encode()))


def _apps(repository: Repository, package: str, beginning: bytes) -> list[str]:
    small = repository.listing.count <= _MANY and len(repository.python_files) <= _FEW
    if not small and not repository.dependencies.of(package):
        return []
    found = []
    for path in repository.imports(package):
        name = path.rpartition("/")[2]
        data = repository.read_or_note(path) or b""
        is_test = name.startswith(("test_", "conftest")) or name.endswith("_test.py")
        if beginning in data and (b"environ" in data or b"putenv" in data) and not is_test:
            found.append(path)
    return found
