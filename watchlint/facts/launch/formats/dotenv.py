"""Environment files (.env): NAME=value, a line each."""

from __future__ import annotations

import re

from watchlint.facts.launch.base.assigned import NAME, rest_of_line
from watchlint.facts.launch.base.model import Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source

_LINE = re.compile(r"^\ufeff?[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*([^\r\n]*)", re.M)


def _lines(source: Source) -> Iterator[tuple[str, str, int, int]]:
    """(name, value as written, its quotes included, the name's place, the value's place)"""
    for found in _LINE.finditer(source.text):
        value = found[2]
        quote = value[:1]
        if quote and quote in "'\"" and value.find(quote, 1) > 0:
            value = value[: value.find(quote, 1) + 1]
        else:
            value = re.split(r"(?:^|\s)#", value, maxsplit=1)[0].rstrip()
        yield found[1], value, found.start(1), found.start(2)


def variables(source: Source) -> dict[str, Variable]:
    """What the file sets; the last of a name counts."""
    found = {}
    for name, value, at, _ in _lines(source):
        bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
        found[name] = Variable(bare, source.path, at)
    return found


def commands(source: Source) -> tuple[()]:
    """An environment file starts nothing."""
    return ()


def assignments(source: Source) -> Iterator[Assignment]:
    for name, value, at, value_at in _lines(source):
        if NAME.fullmatch(name):
            yield rest_of_line(source, name, value, at, value_at, "line")
