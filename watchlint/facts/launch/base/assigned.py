"""The variables of dev servers that a launch file sets, with the places that a fix splices."""

from __future__ import annotations

import re

from watchlint.facts.launch.base.model import Assignment
from watchlint.facts.launch.base.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.base.tokens import Token

NAME = re.compile(r"(?:STREAMLIT|WATCHFILES)_[A-Z0-9_]+|PYTHONDONTWRITEBYTECODE|FLASK_DEBUG|UVICORN_RELOAD")
"""The variables that assignments are told of."""

_UNKNOWN = re.compile(r"\$|`|\{\{|%\w+%|<[^>]*>|@\w+@")


def assigned(source: Source, said: Text, token: Token, found: re.Match[str]) -> Assignment:
    """NAME=value, NAME="value" or "NAME=value"; `found`: the name in the token's raw text, after a quote or none."""
    raw, start, end, form = token.raw, found.end(), len(token.raw), "word"
    if found[1]:
        end -= raw[-1] == found[1]
        form = "quoted"
    elif raw[start : start + 1] in ("'", '"') and raw[-1] == raw[start] and end - start > 1:
        start, end, form = start + 1, end - 1, "quoted"
    at, at_end = said.span(token.start + found.start(2), token.start + found.end(2))
    value_at, value_end = said.span(token.start + start, token.start + end)
    return made(source, found[2], raw[start:end], (at, at_end), (value_at, value_end), form)


def made(
    source: Source, name: str, value: str, named: tuple[int, int], valued: tuple[int, int], form: str
) -> Assignment:
    """An assignment; its value is not known where something fills it in, or the file spells it otherwise."""
    known = not _UNKNOWN.search(value) and not (form == "word" and set(value) & set("'\"\\"))
    known = known and source.text[valued[0] : valued[1]] == value
    return Assignment(name, value if known else None, *named, *valued, form)


def rest_of_line(source: Source, name: str, value: str, at: int, value_at: int, form: str) -> Assignment:
    """A value that takes the rest of its line, its quotes taken off."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value, value_at, form = value[1:-1], value_at + 1, "quoted"
    return made(source, name, value, (at, at + len(name)), (value_at, value_at + len(value)), form)
