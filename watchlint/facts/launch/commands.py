"""The commands of a piece of shell text, each with the folder it runs in and the variables set for it."""

from __future__ import annotations

import posixpath

from watchlint.facts.launch import shell_words
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watchlint.facts.launch.shell_words import Word


class Step(Record):
    """A piece of shell text in a file: where it starts, the folder it runs in, the variables set for it."""

    text: str
    line: int
    column: int
    cwd: str | None
    environment: Mapping[str, str]


class Command(Record):
    """A simple command of a step: its words, the folder it runs in (None: not known), the variables set for it."""

    words: tuple[Word, ...]
    cwd: str | None
    environment: Mapping[str, str]
    step: Step

    def place(self, word: int) -> tuple[int, int]:
        """The line and column (from 1) of one of its words in the file."""
        text, offset = self.step.text, self.words[word].offset
        if text[offset : offset + 1] in ('"', "'"):
            offset += 1
        line = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        return self.step.line + line, column + (1 if line else self.step.column)


def commands(step: Step) -> Iterator[Command]:
    """The commands of a step, in order: `cd` and `export` hold for those after them and are none themselves."""
    cwd, environment = step.cwd, dict(step.environment)
    for words in shell_words.commands(step.text):
        first = words[0].text
        if first in ("cd", "pushd") and len(words) > 1:
            cwd = _inside(cwd, words[1].text)
        elif first == "export":
            environment.update(word.text.split("=", 1) for word in words[1:] if _is_assignment(word.text))
        else:
            yield Command(tuple(words), cwd, dict(environment), step)


def _inside(cwd: str | None, folder: str) -> str | None:
    if cwd is None or "$" in folder or folder.startswith("~") or folder == "-":
        return None
    joined = posixpath.normpath(posixpath.join(cwd, folder))
    return "" if joined == "." else joined


def _is_assignment(text: str) -> bool:
    name, equals, _ = text.partition("=")
    return bool(equals) and name.isidentifier()
