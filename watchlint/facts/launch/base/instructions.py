"""The instructions of a Dockerfile, and what one of them says.

Source: Docker's Dockerfile reference: the escape directive, continuation lines and the comments between them, heredocs,
exec and shell form.
"""

from __future__ import annotations

import re

from watchlint.facts.launch.base.model import Word
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source

VALUE = re.compile(r"(?:\\.|'[^']*'|\"(?:\\.|[^\"\\])*\"|\$\{[^}]*\}|[^\s'\"\\])+", re.S)
_USED = re.compile(r"\\\$|\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^{}$]*))?\})")


class Instruction(Record):
    """`word`: FROM, RUN …; `at`, `body`, `end`: offsets of it, of what follows the word, and of its end (before the newline).
    `said`: the body as shell text in which every character keeps its place."""

    word: str
    at: int
    body: int
    end: int
    said: str


def instructions(said: str) -> list[Instruction]:
    """Every instruction, in order."""
    found = []
    escape = _escape(said)
    at, end = 1 if said.startswith("\ufeff") else 0, len(said)
    closing: dict[str, int] | None = None
    start = re.compile(rf"[ \t]*([A-Za-z]+)(?:[ \t]+|(?={re.escape(escape)}[ \t]*\r?\n)|(?=\r?\n)|\Z)")
    while at < end:
        stop = _line_end(said, at)
        match = start.match(said, at, min(stop + 1, end))
        if not match:
            at = stop + 1
            continue
        while stop < end and _continues(said, at, stop, escape):
            following = stop + 1
            stop = _after_comments(said, following)
            if following >= end:
                break
        word, first = match[1].upper(), stop
        documents = (
            re.findall(r"<<-?[ \t]*([\"']?)([A-Za-z_]\w*)\1", said[at:stop]) if word in ("RUN", "COPY", "ADD") else ()
        )
        for _, name in documents:
            if closing is None:
                closing = _last_lines(said)
            if closing.get(name, -1) > stop:
                close = re.compile(rf"^\t*{re.escape(name)}[ \t\r]*$", re.M).search(said, min(stop + 1, end))
                stop = close.end() if close else stop
        body = min(match.end(), stop)
        last = at + len(said[at:stop].rstrip("\r"))
        found.append(
            Instruction(word, match.start(1), body, last, _as_shell(said[body:first], escape) + said[first:last])
        )
        at = stop + 1
    return [one._replace(said=one.said[: max(one.end - one.body, 0)]) for one in found]


def _continues(said: str, at: int, stop: int, escape: str) -> bool:
    """Whether the line that ends here goes on with the next: an escape ends it, and no second one before that (buildkit's
    parser.go, setEscapeToken). Only its end is looked at."""
    last = stop - 1
    while last >= at and said[last] in " \t\r":
        last -= 1
    return last >= at and said[last] == escape and (last == at or said[last - 1] != escape)


def _last_lines(said: str) -> dict[str, int]:
    """Each line without the blanks around it -> the offset of the last such line."""
    found, at = {}, 0
    for line in said.splitlines(keepends=True):
        found[line.strip()] = at
        at += len(line)
    return found


def _as_shell(said: str, escape: str) -> str:
    """An escape that is a backquote made a backslash, blanks after it moved before it, comments and empty lines between
    continued lines blanked out."""
    if "\n" not in said:
        return said
    if escape == "`":
        said = re.sub(r"`(?=[ \t]*\r?\n)", lambda found: "\\", said)
    said = re.sub(r"\\([ \t]+)(?=\r?\n)", r"\1\\", said)
    return re.sub(r"(?<=\n)[ \t]*(?:#[^\n]*(?:\n|\Z)|\r?\n)", lambda found: " " * len(found.group()), said)


def _escape(said: str) -> str:
    for line in said[:4096].lstrip("\ufeff").splitlines():
        found = re.fullmatch(r"#[ \t]*(\w+)[ \t]*=[ \t]*(\S+)[ \t]*", line)
        if not found:
            return "\\"
        if found[1].lower() == "escape":
            return "`" if found[2] == "`" else "\\"
    return "\\"


def _line_end(said: str, at: int) -> int:
    stop = said.find("\n", at)
    return len(said) if stop < 0 else stop


def _after_comments(said: str, at: int) -> int:
    """The end of the next line that is no comment and not empty: those between continuation lines don't end them."""
    stop = _line_end(said, at)
    while stop < len(said) and (not said[at:stop].strip() or said[at:stop].lstrip().startswith("#")):
        at, stop = stop + 1, _line_end(said, stop + 1)
    return stop


def of(source: Source) -> list[Instruction]:
    """A source's instructions, read once."""
    if "instructions" not in source.memo:
        source.memo["instructions"] = instructions(source.text)
    found: list[Instruction] = source.memo["instructions"]
    return found


def pairs(one: Instruction) -> list[tuple[str, str | None, int]]:
    """(name, value without its quotes, the name's place) of an ENV or ARG."""
    words = list(VALUE.finditer(one.said))
    words = [word for word in words if word.group().strip("\\\r\n")]
    if not words:
        return []
    if one.word == "ENV" and "=" not in words[0].group():
        rest = one.said[words[0].end() :].strip(" \t")  # a newline belongs to the backslash before it
        return [(words[0].group(), unquoted(rest), one.body + words[0].start())]
    found = []
    for word in words:
        name, equals, value = word.group().partition("=")
        skipped = len(name) - len(name.lstrip("\\\r\n"))
        found.append((name[skipped:], unquoted(value) if equals else None, one.body + word.start() + skipped))
    return found


def unquoted(said: str) -> str:
    said = re.sub(r"\\\r?\n", "", said).strip(" \t\r\n")
    return re.sub(
        r"'([^']*)'|\"((?:\\.|[^\"\\])*)\"|\\(?![\r\n$])(.)",
        lambda found: found[1] if found[1] is not None else found[3] or re.sub(r'\\(["\\])', r"\1", found[2] or ""),
        said,
        flags=re.S,
    )


def expanded(said: str, known) -> str:  # type: ignore[no-untyped-def]
    """`$NAME`, `${NAME}`, `${NAME:-other}` filled in by `known(name)`; what it does not know stays as it is written."""

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name is None:
            return "$"
        answer = known(name)
        if found[3] in ("-", ":-"):
            return answer if answer else found[4]
        if found[3]:
            return found[4] if answer else ""
        return found.group() if answer is None else answer

    return _USED.sub(value, said)


def words_of(one: Instruction) -> tuple[Word, ...] | None:
    """The words of an instruction in exec form with their places; None for one in shell form."""
    said = re.sub(r"\\(\r?\n)", r" \1", one.said)
    if not said.lstrip().startswith("["):
        return None
    import json

    try:
        values = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return None
    places = re.finditer(r'"((?:\\.|[^"\\])*)"', said)
    return tuple(
        Word(value, one.body + place.start(1), one.body + place.end(1))
        for value, place in zip(values, places, strict=False)
    )
