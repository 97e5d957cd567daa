"""Shell text: what its simple commands start, and the variables they set."""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.assigned import NAME, assigned
from watchlint.facts.launch.base.model import CALLER, TREE, Command, Variable, Where, Word
from watchlint.facts.launch.base.simple_commands import TOP, normal, simple
from watchlint.facts.launch.base.text import Text, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.base.tokens import Token

_QUIET = frozenset("echo printf grep egrep sed awk test [ [[ unset cat perl".split())


def of_text(
    source: Source, said: Text, cwd: str | None, where: Where, environment: Mapping[str, Variable] | None = None
) -> Iterator[Command]:
    """The commands of a piece of shell text in a file."""
    for one in simple(said, source.path, cwd, environment or {}):
        if one.words and one.words[0].said not in ("cd", "pushd", "popd", "export"):
            words = tuple(word(token, said) for token in one.words)
            folder, place = _placed(one.cwd, where, source)
            yield Command(words, one.environment, folder, place, source)


def _placed(cwd: str | None, where: Where, source: Source) -> tuple[str | None, Where]:
    """A script that goes to its own folder, or to the root, runs in the work tree."""
    if cwd is None or not cwd.startswith("\0"):
        return cwd, where
    start = "" if cwd.startswith(TOP) else posixpath.dirname(source.path)
    return normal(posixpath.join(start, cwd[4:].lstrip("/"))), Where(TREE, source.path)


def of_node(
    source: Source, node: Any, cwd: str | None, where: Where, environment: Mapping[str, Variable] | None = None
) -> Iterator[Command]:
    """The commands of a node: a scalar is shell text, a sequence the words of one command."""
    if nodes.scalar(node) is not None:
        yield from of_text(source, nodes.text_of(source.text, node), cwd, where, environment)
        return
    words = nodes.items(node)
    if words and all(nodes.scalar(item) is not None for item in words):
        yield Command(tuple(map(word_of, words)), environment or {}, cwd, where, source)


def word_of(node: Any) -> Word:
    """A scalar as a word."""
    return Word(node.value, *nodes.inside(node))


def word(token: Token, said: Text) -> Word:
    """A token as a word with its place; quotes around all of it are left out."""
    start, stop = token.start, token.stop
    if token.raw[:1] in ("'", '"') and len(token.raw) > 1 and token.raw[-1] == token.raw[0]:
        if token.raw[1:-1] == token.said or token.raw[0] not in token.raw[1:-1]:
            start, stop = start + 1, stop - 1
    return Word(token.said, *said.span(start, stop))


def assignments_of(source: Source, said: Text) -> Iterator[Assignment]:
    """The variables that a shell text sets, for itself or for what it starts: NAME=value in any of its words."""
    if not NAME.search(said.value):
        return
    for one in simple(said, source.path, "", {}):
        name = one.words[0].said.rpartition("/")[2] if one.words else ""
        if name.lstrip("@-") in _QUIET:
            continue
        for token in (*one.given, *one.words):
            found = re.match(rf"([\"']?)({NAME.pattern})=", token.raw)
            if found:
                yield assigned(source, said, token, found)


def script(source: Source) -> Text | None:
    """A script's text, where its first line leaves it to a shell."""
    if re.match(r"\ufeff?#!(?!.*\b(?:ba|z|da|k|a)?sh\b)", source.text):
        return None
    return text(source.text, 0)


def commands(source: Source) -> Iterator[Command]:
    """What a script starts. It begins where its caller stands."""
    said = script(source)
    if said is not None:
        yield from of_text(source, said, "", Where(CALLER, source.path))


def assignments(source: Source) -> Iterator[Assignment]:
    said = script(source)
    if said is not None:
        yield from assignments_of(source, said)
