"""Repairs the slips that make a configuration no TOML, where what was meant is certain.

One slip after another, each on the line the parser names; at the end the whole text must be TOML. What can't be repaired
so is left to its author.
"""

from __future__ import annotations

import re

from watchlint.facts.toml import reader as toml_reader
from watchlint.facts.toml.document import Document

_MOST = 60  # slips in one file; more is not TOML gone wrong but something else
_LARGEST = 64 * 1024  # characters: the file is read anew after each slip, and ten times less is a long configuration

_KEY = r"(?P<head>[ \t]*(?P<key>[A-Za-z][\w.-]*)[ \t]*=[ \t]*)"
_TAIL = r"(?P<tail>[ \t]*(?:#.*)?)"
_BOOLEAN = re.compile(rf"{_KEY}(?P<value>[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])[,;]?{_TAIL}")
_VARIABLE = re.compile(rf"{_KEY}\$(?:(?P<value>[A-Za-z_]\w*)|\{{(?P<braced>[A-Za-z_]\w*)\}}){_TAIL}")
_SMART = re.compile(rf"{_KEY}[“”„‟«»\"'‘’](?P<value>[^“”„‟«»\"'‘’\\]*)[“”„‟«»\"'‘’]{_TAIL}")
_COLOUR = re.compile(rf"{_KEY}(?P<value>#[0-9A-Fa-f]{{3,8}}){_TAIL}")
_WORDS = re.compile(rf"{_KEY}(?P<value>[A-Za-z][A-Za-z0-9 _./:-]*?){_TAIL}")
_COLON = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z]\w*)[ \t]*:[ \t]*(?P<value>[^ \t].*)")
_BACKSLASH = re.compile(rf"{_KEY}\"(?P<value>[^\"'\n]*\\[^\"'\n]*)\"{_TAIL}")
_OTHER_COMMENT = re.compile(r"(?P<indent>[ \t]*)(?://|;)(?P<words>.*)")
_DUMPED = re.compile(r"[ \t]*~[/\\]\.streamlit[/\\]config\.toml\.?[ \t]*")


def repaired(text: str) -> tuple[str, list[tuple[int, str]]] | None:
    """(the text as TOML, [(line, what was done)]); None where it can't be had."""
    done: list[tuple[int, str]] = []
    if len(text) > _LARGEST:
        return None
    for _ in range(_MOST):
        try:
            toml_reader.read(text.encode("utf-8"))
            return (text, done) if done else None
        except toml_reader.TomlSyntaxError as error:
            step = _step(text, error.line)
        if step is None:
            return None
        text, line, what = step
        done.append((line, what))
    return None


def _step(text: str, number: int) -> tuple[str, int, str] | None:
    lines = text.split("\n")
    if not 0 < number <= len(lines):
        return None
    line = lines[number - 1]
    bare = line.removesuffix("\r")
    found = _repaired_line(bare, text, number)
    if found is not None and found[0] != bare:
        lines[number - 1] = found[0] + line[len(bare) :]
        return "\n".join(lines), number, found[1]
    from watchlint.rules.streamlit.repairing import twice

    return twice.merged(text)


def _repaired_line(line: str, text: str, number: int) -> tuple[str, str] | None:
    if _DUMPED.fullmatch(line):
        return f"#{line}", "comment out what `streamlit config show` prints without a #"
    if match := _BOOLEAN.fullmatch(line):
        return f"{match['head']}{match['value'].lower()}{match['tail']}", "write true and false in small letters"
    if match := _VARIABLE.fullmatch(line):
        name = match["value"] or match["braced"]
        return (
            f'{match["head"]}"env:{name}"{match["tail"]}',
            f'Streamlit does not look up variables: write "env:{name}", and set {name} wherever the app starts',
        )
    if match := _SMART.fullmatch(line):
        return f'{match["head"]}"{match["value"]}"{match["tail"]}', "write straight quotes"
    if match := _OTHER_COMMENT.fullmatch(line):
        return f"{match['indent']}#{match['words']}", "comments start with #"
    if match := _BACKSLASH.fullmatch(line):
        return f"{match['head']}'{match['value']}'{match['tail']}", "write backslashes in single quotes"
    if match := _COLON.fullmatch(line):
        if _shapes(text, number, match["key"]):
            return f"{match['indent']}{match['key']} = {match['value']}", "write = between key and value"
        return None
    match = _COLOUR.fullmatch(line) or _WORDS.fullmatch(line)
    if match and "str" in _shapes(text, number, match["key"]):
        return f'{match["head"]}"{match["value"]}"{match["tail"]}', "write the text in quotes"
    return None


def _shapes(text: str, number: int, name: str) -> tuple[str, ...]:
    """What Streamlit's option of this name in this line's section holds; empty where it is none."""
    from watchlint.facts.streamlit.options import catalogue

    section = next((entry.path for entry in reversed(Document(text).tables) if entry.key.line < number), ())
    option = catalogue().option(".".join((*section, name)))
    return option.facts.shapes if option else ()
