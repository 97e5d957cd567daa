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
    if one.kind == kinds.COMPOSE:
        from watchlint.facts.launch.formats import compose

        return list(compose.commands(one, read))
    return list(kinds.reader(one.kind).commands(one))


def nested(command: Command, at: int) -> Iterator[Command]:
    """The commands of a word that is shell text itself: what `sh -c` is given."""
    from watchlint.facts.launch.formats import shell

    word = command.words[at]
    written = command.source.text[word.offset : word.end]
    if written == word.text:
        places: Iterable[int] = range(word.offset, word.end + 1)
    else:
        from watchlint.facts.launch.base.nodes import aligned

        places = list(aligned(written, word.text, word.offset, '"'))
    said = Text(word.text, places)  # type: ignore[arg-type]
    yield from shell.of_text(command.source, said, command.cwd, command.where, command.environment)


def commands(
    files: Mapping[str, str], read: Callable[[str], bytes | None], words: tuple[bytes, ...] = ()
) -> Iterator[Command]:
    """The commands of these files (path -> kind), by path. Only files that have one of `words` are looked at, if any are
    given."""
    for path, kind in files.items():
        if kind in PASSED_OVER:
            continue
        data = read(path)
        if data and (not words or any(word in data for word in words)):
            one = source(path, kind, data)
            if one is not None:
                yield from of_source(one, read)


def of_repository(repository: Repository, words: tuple[bytes, ...] = ()) -> list[Command]:
    """The commands of every launch file that a repository owns."""
    note_large(repository, words)
    return list(commands(kinds.candidates(repository), repository.look, words))
