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

_SET = re.compile(r"\ufeff?[ \t]*(?:export[ \t]+)?([^\s=#']+)[ \t]*=[ \t]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_QUOTED = re.compile(r"""(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?P<alone>[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z))?""", re.S)
_BARE = re.compile(r"[^\r\n]*")
_END = re.compile(r"[\r\n]+")


def _lines(source: Source) -> Iterator[tuple[str, str, int, int]]:
    """(name, value as written, its quotes included, the name's place, the value's place). A value in quotes may take several
    lines; one whose quote is not closed, or with more behind it, is none; before a comment stands a blank (python-dotenv,
    compose-go)."""
    return (line for line in _set(source.text) if _NAME.fullmatch(line[0]))


def _set(said: str) -> Iterator[tuple[str, str, int, int]]:
    at = 0
    while at < len(said):
        found = _SET.match(said, at)
        if found:
            at = found.end()
            quoted = _QUOTED.match(said, at) if said[at : at + 1] in ("'", '"') else None
            bare = _BARE.match(said, at)
            assert bare is not None
            if quoted:
                if quoted["alone"] is not None:
                    yield found[1], said[at : quoted.start("alone")], found.start(1), at
                at = quoted.end()
            elif bare.group()[:1] not in ("'", '"'):
                value = re.split(r"(?<=\s)#", said[at - 1] + bare.group(), maxsplit=1)[0]
                yield found[1], value[1:].rstrip(), found.start(1), at
        end = _END.search(said, at)
        at = end.end() if end else len(said)


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
