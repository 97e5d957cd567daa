"""A Procfile: `name: command`, a line each, started in the folder of the file."""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base.model import TREE, Where
from watchlint.facts.launch.base.text import text
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment, Command
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.base.text import Text


def _lines(source: Source) -> Iterator[Text]:
    for found in re.finditer(r"(?m)^\ufeff?[A-Za-z0-9_-]+:[ \t]*([^\r\n]*)", source.text):
        yield text(found[1], found.start(1))


def commands(source: Source) -> Iterator[Command]:
    where = Where(TREE, source.path)
    for line in _lines(source):
        yield from shell.of_text(source, line, posixpath.dirname(source.path), where)


def assignments(source: Source) -> Iterator[Assignment]:
    for line in _lines(source):
        yield from shell.assignments_of(source, line)
