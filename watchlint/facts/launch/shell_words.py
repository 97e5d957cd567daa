"""A shell command line taken apart into simple commands, each word with its place in the text. Nothing is expanded."""

from __future__ import annotations

from collections import namedtuple

Word = namedtuple("Word", "text offset")
"""A word without its quotes, and where it starts in the text (from 0)."""

_BREAKS = ("&&", "||", ";;", ";", "|&", "|", "&", "\n", "(", ")")


def commands(text: str) -> list[list[Word]]:
    """The simple commands of a POSIX shell text, in order, without the operators between them.

    Quotes, backslashes, continued lines and comments are read as the shell does; `$x` and backquotes stay as they are
    written. Redirections are left out. An unclosed quote ends with the text.
    """
    found: list[list[Word]] = [[]]
    place, end = 0, len(text)
    while place < end:
        char = text[place]
        if text.startswith("\\\n", place) or text.startswith("\\\r\n", place):
            place = text.index("\n", place) + 1
        elif char in " \t\r":
            place += 1
        elif char == "#":
            stop = text.find("\n", place)
            place = end if stop < 0 else stop
        elif char in "<>":
            place = _after_redirection(text, place)
        elif any(text.startswith(mark, place) for mark in _BREAKS):
            place += len(next(mark for mark in _BREAKS if text.startswith(mark, place)))
            found.append([])
        else:
            word, after = _word(text, place)
            if text[after : after + 1] in ("<", ">") and word.isdigit():
                place = after  # `2>file`
                continue
            found[-1].append(Word(word, place))
            place = after
    return [words for words in found if words]


def _after_redirection(text: str, place: int) -> int:
    while place < len(text) and text[place] in "<>&|":
        place += 1
    while place < len(text) and text[place] in " \t":
        place += 1
    return _word(text, place)[1]


def _word(text: str, place: int) -> tuple[str, int]:
    """The word that starts here and the place after it."""
    parts = []
    end = len(text)
    while place < end:
        char = text[place]
        if char in " \t\r\n;|&()<>":
            break
        if char == "'":
            close = text.find("'", place + 1)
            close = end if close < 0 else close
            parts.append(text[place + 1 : close])
            place = close + 1
        elif char == '"':
            place += 1
            while place < end and text[place] != '"':
                if text[place] == "\\" and text[place + 1 : place + 2] in ('"', "\\", "$", "`", "\n"):
                    place += 1
                    parts.append("" if text[place] == "\n" else text[place])
                else:
                    parts.append(text[place])
                place += 1
            place += 1
        elif char == "\\":
            parts.append("" if text[place + 1 : place + 2] == "\n" else text[place + 1 : place + 2])
            place += 2
        elif char == "$" and text[place + 1 : place + 2] in ("(", "{"):
            close = _closing(text, place + 1)
            parts.append(text[place:close])
            place = close
        else:
            parts.append(char)
            place += 1
    return "".join(parts), place


def _closing(text: str, place: int) -> int:
    """The place after the bracket that closes the one here; the text's end where none does."""
    opening = text[place]
    closing = {"(": ")", "{": "}"}[opening]
    depth = 0
    for index in range(place, len(text)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if not depth:
                return index + 1
    return len(text)
