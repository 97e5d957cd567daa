"""What the readers of launch files give: texts, words, commands and variables, each with its place in the file.

A place is an offset in `Source.text`, from 0.
"""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from watchlint.facts.launch.base.source import Source

    Read = Callable[[str], "bytes | None"]
    """A file's bytes by its path relative to the root; None where there is none."""

TREE, CALLER, IMAGE, SERVICE, DEVCONTAINER, HOST = "tree", "caller", "image", "service", "devcontainer", "host"
"""Where a command runs: in this work tree; in a script, which starts where its caller stands; in an image of a Dockerfile; in
a compose service; in a development container; on a machine that the repository is installed on."""


class Word(Record):
    """A word of a command without its quotes. `offset`, `end`: where that stands, quotes around it left out."""

    text: str
    offset: int
    end: int


class Variable(Record):
    """An environment variable that is set for a command: its value as written, and the file and place of its name."""

    value: str
    path: str
    at: int


class Where(Record):
    """Where commands run. `kind`: one of the six words above. `path`: the file that says so. `name`: of the compose service,
    or the number of the Dockerfile's stage."""

    kind: str
    path: str
    name: str = ""


class Command(Record):
    """A simple command that a file starts.

    words         its words; variables before it are in `environment`
    environment   the variables set for it
    cwd           the folder it starts in, or None where that is not known: relative to the root for TREE ("" is the root);
                  relative to where the caller stands, or absolute, for CALLER; relative to the image's working folder, or
                  absolute, for SERVICE; absolute in all other places
    where         where it runs
    source        the file
    """

    words: tuple[Word, ...]
    environment: Mapping[str, Variable]
    cwd: str | None
    where: Where
    source: Source

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def line(self) -> int:
        return self.source.place(self.words[0].offset)["line"]

    @property
    def column(self) -> int:
        return self.source.place(self.words[0].offset)["column"]

    @property
    def variables(self) -> dict[str, str]:
        """name -> value"""
        return {name: variable.value for name, variable in self.environment.items()}


class Assignment(Record):
    """An environment variable that a file sets.

    value: None where it is not known. at, end: of the name; value_at, value_end: of the value, its quotes left out.
    form: "word" (NAME=value, where a blank ends it unless it is quoted), "quoted", or "line" (blanks are its own)."""

    name: str
    value: str | None
    at: int
    end: int
    value_at: int
    value_end: int
    form: str
