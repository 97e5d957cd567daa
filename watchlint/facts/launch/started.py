"""What the files of a repository start: every command of every launch file."""

from __future__ import annotations

from watchlint.facts.launch import kinds
from watchlint.facts.launch.base.source import LARGEST, Source, is_text
from watchlint.facts.launch.base.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from watchlint.facts.launch.base.model import Command, Read
    from watchlint.facts.repository.repository import Repository

PASSED_OVER = frozenset((kinds.WORKFLOW, kinds.DOTENV))
"""Kinds whose commands are no start of a server that somebody develops with."""


def source(path: str, kind: str, data: bytes | None) -> Source | None:
    """The file as a Source; None where it is empty, too large or no text."""
    return Source(path, kind, data) if data and is_text(data) else None


def large(repository: Repository) -> list[str]:
    """The launch files that are too large to be looked at."""
    return [path for path in kinds.candidates(repository) if len(repository.look(path) or b"") > LARGEST]


def note_large(repository: Repository, words: Iterable[bytes]) -> None:
    """Note the launch files that are too large to be looked at, and hold one of these words, in small letters or capitals: what
    they start is not known."""
    for path in large(repository):
        data = (repository.look(path) or b"").lower()
        if any(word in data for word in words):
            from watchlint.facts.repository.repository import Problem

            said = f"is larger than {LARGEST // 1024} KiB: what it starts and sets is not looked at"
            problem = Problem(path, None, said, fails=False)
            if problem not in repository.problems:
                repository.problems.append(problem)


def of_source(one: Source, read: Read | None = None) -> list[Command]:
    """The commands of a file, in order. `read` gives the other files that it names."""
    reader = kinds.reader(one.kind)
    if one.kind in (kinds.COMPOSE, kinds.MAKEFILE):
        return list(reader.commands(one, read))
    return list(reader.commands(one))


def nested(command: Command, at: int) -> Iterator[Command]:
    """The commands of a word that is shell text itself: what `sh -c` is given."""
    from watchlint.facts.launch.formats import shell

    word = command.words[at]
    written = command.source.text[word.offset : word.end]
    if len(written) == len(word.text):  # at most comments of a Dockerfile are blanked out
        places: Iterable[int] = range(word.offset, word.end + 1)
    else:
        from watchlint.facts.launch.base.nodes import aligned

        places = list(aligned(written, word.text, word.offset, '"'))
    said = Text(word.text, places)  # type: ignore[arg-type]
    yield from shell.of_text(command.source, said, command.cwd, command.where, command.environment)


def holding(repository: Repository, words: tuple[bytes, ...]) -> dict[str, str]:
    """Path -> kind of the launch files that have one of these words."""

    def found() -> dict[str, str]:
        files = {path: kind for path, kind in kinds.candidates(repository).items() if kind not in PASSED_OVER}
        read = ((path, repository.look(path) or b"") for path in files)
        return {path: files[path] for path, data in read if any(word in data for word in words)}

    return repository.shared(("launch files with", words), found)


def commands(files: Mapping[str, str], read: Callable[[str], bytes | None]) -> Iterator[Command]:
    """The commands of these files (path -> kind), by path."""
    for path, kind in files.items():
        one = source(path, kind, read(path)) if kind not in PASSED_OVER else None
        if one is not None:
            yield from of_source(one, read)


def of_repository(repository: Repository, words: tuple[bytes, ...] = ()) -> list[Command]:
    """The commands of every launch file that a repository owns; if `words` are given, of those that have one of them."""
    note_large(repository, words)
    files = holding(repository, words) if words else kinds.candidates(repository)
    return list(commands(files, repository.look))
