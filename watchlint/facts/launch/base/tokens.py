"""The words and operators of a shell text, as POSIX.1-2017, Shell Command Language, tells them apart. Nothing is expanded."""

from __future__ import annotations

import re

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = re.compile(r"[^ \t\r\n;|&()<>'\"\\$`]+")
_IN_QUOTES = re.compile(r"[^\"\\$`]+")
_OPERATORS = ("&&", "||", ";;", ";", "|&", "|", "&", "\n", "(", ")")


class Token(Record):
    """A word (`raw`: with its quotes, `said`: without), or an operator (`said` is "" and `raw` it). `start`, `stop`: of the
    raw text."""

    raw: str
    said: str
    start: int
    stop: int
    is_word: bool


def tokens(said: str) -> Iterator[Token]:
    """The words and operators of a shell text. Redirections and here-documents are left out; an unclosed quote ends with
    the text."""
    place, end = 0, len(said)
    waiting: list[tuple[str, bool]] = []
    lines = _Lines(said)
    while place < end:
        char = said[place]
        if char == "\\" and said.startswith(("\\\n", "\\\r\n"), place):
            place = said.index("\n", place) + 1
        elif char in " \t\r":
            place += 1
        elif char == "#":
            stop = said.find("\n", place)
            place = end if stop < 0 else stop
        elif char in "<>" or said.startswith("&>", place):
            place = _after_redirection(said, place, waiting)
        elif char == "\n":
            yield Token("\n", "", place, place + 1, False)
            place += 1
            for name, tabs in waiting:
                place = lines.after(name, tabs, place)
            waiting = []
        elif char in ";|&()":
            mark = next(mark for mark in _OPERATORS if said.startswith(mark, place))
            yield Token(mark, "", place, place + len(mark), False)
            place += len(mark)
        else:
            word, after = _word(said, place)
            written = said[place:after]
            descriptor = said[after : after + 1] in ("<", ">") and written.replace("\\\n", "").isdigit()  # `2>file`
            if not descriptor:
                yield Token(written, word, place, after, True)
            place = after


def commands(said: str) -> list[list[Token]]:
    """The words of each simple command, in order."""
    found: list[list[Token]] = [[]]
    for token in tokens(said):
        if token.is_word:
            found[-1].append(token)
        else:
            found.append([])
    return [words for words in found if words]


class _Lines:
    """Where here-documents end. The lines of the text are looked at once, however many there are."""

    def __init__(self, said: str) -> None:
        self.said = said
        self._ends: dict[str, list[int]] | None = None

    def after(self, name: str, tabs: bool, place: int) -> int:
        """The place after the line that ends a here-document; the text's end where none does."""
        if self._ends is None:
            self._ends = {}
            at = 0
            for line in self.said.splitlines(keepends=True):
                bare = line.rstrip("\r\n")
                self._ends.setdefault(bare.lstrip("\t"), []).append(at)
                at += len(line)
        from bisect import bisect_left

        found = self._ends.get(name, [])
        for at in found[bisect_left(found, place) :]:
            if tabs or not self.said.startswith("\t", at):
                stop = self.said.find("\n", at)
                return len(self.said) if stop < 0 else stop + 1
        return len(self.said)


def _after_redirection(said: str, place: int, waiting: list[tuple[str, bool]]) -> int:
    document = re.compile(r"<<(-?)(?!<)").match(said, place)
    place = document.end() if document else place
    while place < len(said) and said[place] in "<>&|" and not document:
        place += 1
    while place < len(said) and said[place] in " \t":
        place += 1
    word, after = _word(said, place)
    if document and word:
        waiting.append((word, bool(document[1])))
    return after


def _word(said: str, place: int) -> tuple[str, int]:
    """The word that starts here and the place after it."""
    parts = []
    end = len(said)
    while place < end:
        char = said[place]
        plain = _PLAIN.match(said, place)
        if plain:
            parts.append(plain.group())
            place = plain.end()
        elif char == "'":
            close = said.find("'", place + 1)
            close = end if close < 0 else close
            parts.append(said[place + 1 : close])
            place = close + 1
        elif char == '"':
            place += 1
            while place < end and said[place] != '"':
                piece, place = _in_quotes(said, place)
                parts.append(piece)
            place += 1
        elif char == "\\":
            escaped = said[place + 1 : place + 2]
            parts.append("" if escaped == "\n" else escaped or "\\")  # one that ends the text escapes nothing
            place += 2
        elif char in "$`":
            close = _closing(said, place)
            parts.append(said[place:close])
            place = close
        else:  # a blank or an operator
            break
    return "".join(parts), min(place, end)


def _in_quotes(said: str, place: int) -> tuple[str, int]:
    """A piece of what stands in double quotes."""
    plain = _IN_QUOTES.match(said, place)
    if plain:
        return plain.group(), plain.end()
    if said[place] == "\\":
        following = said[place + 1 : place + 2]
        if following and following in '"\\$`\n':
            return "" if following == "\n" else following, place + 2
        return "\\", place + 1
    close = _closing(said, place)
    return said[place:close], close


def _closing(said: str, place: int) -> int:
    """The place after an expansion that starts here: `$(…)`, `${…}`, a backquoted text; of another `$` the place after it."""
    if said[place] == "`":
        close = said.find("`", place + 1)
        return len(said) if close < 0 else close + 1
    opening = said[place + 1 : place + 2]
    if not opening or opening not in "({":
        return place + 1
    closing = {"(": ")", "{": "}"}[opening]
    depth = 0
    for found in re.compile(r"\\.|[(){}]", re.S).finditer(said, place + 1):
        if found.group() == opening:
            depth += 1
        elif found.group() == closing:
            depth -= 1
            if not depth:
                return found.end()
    return len(said)
