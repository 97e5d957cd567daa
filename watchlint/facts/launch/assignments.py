"""The environment variables a launch file sets, each with its place. A value that something else fills in is unknown."""

from __future__ import annotations

import re
from collections import namedtuple

from watchlint.facts.launch import images, shell_words
from watchlint.facts.launch.source import (
    COMPOSE,
    DEVCONTAINER,
    DOCKERFILE,
    DOTENV,
    MAKEFILE,
    PROCFILE,
    SHELL,
    SYSTEMD,
    TASKS,
    VSCODE,
    WORKFLOW,
    inside,
)

Assignment = namedtuple("Assignment", "name value at end value_at value_end form")
"""`value`: None where it is not known. `at`, `end`: of the name; `value_at`, `value_end`: of the value, its quotes left
out. `form`: "word" (NAME=value, where a blank ends it unless it is quoted), "quoted", or "line" (blanks are its own)."""

NAME = re.compile(r"(?:STREAMLIT|WATCHFILES)_[A-Z0-9_]+|PYTHONDONTWRITEBYTECODE|FLASK_DEBUG|UVICORN_RELOAD")

# A word of a shell, as it is written: quotes and all.
_RAW = re.compile(r"(?:\\.|'[^']*'|\"(?:\\.|[^\"\\])*\"|\$\{[^}]*\}|\$\([^)]*\)|[^\s;|&()<>'\"\\])+", re.S)
_UNKNOWN = re.compile(r"\$|`|\{\{|%\w+%|<[^>]*>|@\w+@")
_ENVIRONMENTS = ("environment", "env", "containerEnv", "remoteEnv")
_NOT_SETTING = frozenset("echo printf grep egrep sed awk test [ [[ unset cat perl".split())


def assignments(source) -> list[Assignment]:
    """Those of the variables that NAME matches, in the order of the text."""
    if not NAME.search(source.text):
        return []
    found = list(_READERS[source.kind](source))
    return sorted(set(found), key=lambda one: one.at)


def in_shell(text: str, base: int):
    """Those that a shell text sets; `base` is its offset in the file."""
    for words in shell_words.commands(text):
        if words[0].text.rpartition("/")[2].lstrip("@-") in _NOT_SETTING:
            continue
        for word in words:
            raw = _RAW.match(text, word.offset)
            found = raw and re.match(rf"([\"']?)({NAME.pattern})=", raw.group())
            if found:
                yield _of_word(text, word.offset, raw.end(), found, base)


def _of_word(text: str, at: int, end: int, found: re.Match, base: int) -> Assignment:
    """One word: NAME=value, NAME="value" or "NAME=value"."""
    name_at, start = at + found.start(2), at + found.end()
    form = "word"
    if found[1]:
        end -= text[end - 1] == found[1]
        form = "quoted"
    elif text[start : start + 1] in ("'", '"') and text[end - 1] == text[start] and end - start > 1:
        start, end, form = start + 1, end - 1, "quoted"
    return _made(found[2], text[start:end], base + name_at, base + start, base + end, form)


def _made(name: str, value: str, at: int, value_at: int, value_end: int, form: str) -> Assignment:
    known = None if _UNKNOWN.search(value) or (form == "word" and set(value) & set("'\"\\")) else value
    return Assignment(name, known, at, at + len(name), value_at, value_end, form)


def _dockerfile(source):
    for one in source.instructions:
        said = images.body(source.text, one)
        if one.word == "ENV":
            yield from _env(said, one.body)
        elif one.word in ("RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK"):
            yield from in_shell(said, one.body)


def _env(said: str, base: int):
    legacy = re.match(rf"({NAME.pattern})[ \t]+(?!=)(\S.*)", said)
    if legacy and "=" not in legacy[1]:
        value = legacy[2].rstrip()
        yield _stripped(legacy[1], value, base, base + legacy.start(2), "line")
        return
    for raw in _RAW.finditer(said):
        found = re.match(rf"()({NAME.pattern})=", raw.group())
        if found:
            yield _of_word(said, raw.start(), raw.end(), found, base)


def _stripped(name: str, value: str, at: int, value_at: int, form: str) -> Assignment:
    """A value that takes the rest of its line, its quotes taken off."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value, value_at, form = value[1:-1], value_at + 1, "quoted"
    return _made(name, value, at, value_at, value_at + len(value), form)


def _dotenv(source):
    line = re.compile(rf"^\ufeff?[ \t]*(?:export[ \t]+)?({NAME.pattern})[ \t]*=[ \t]*([^\r\n]*)", re.M)
    for found in line.finditer(source.text):
        value = found[2]
        quote = value[:1]
        if quote in ("'", '"') and value.find(quote, 1) > 0:
            value = value[: value.find(quote, 1) + 1]
        else:
            value = re.split(r"(?:^|\s)#", value)[0].rstrip()
        yield _stripped(found[1], value, found.start(1), found.start(2), "line")


def _makefile(source):
    line = re.compile(rf"^(?:export[ \t]+)?({NAME.pattern})[ \t]*[:?]*=[ \t]*([^\r\n#]*)", re.M)
    for found in line.finditer(source.text):
        yield _stripped(found[1], found[2].rstrip(), found.start(1), found.start(2), "line")
    for found in re.finditer(r"(?m)^[ \t]+(?![#\s])(?:[^\n]*\\\r?\n)*[^\n]*", source.text):
        # make's own `$` is doubled for the shell, and a value with one is unknown anyway
        yield from in_shell(found.group(), found.start())


def _procfile(source):
    for found in re.finditer(r"(?m)^[\w-]+:[ \t]*([^\r\n]*)", source.text):
        yield from in_shell(found[1], found.start(1))


def _shell(source):
    if re.match(r"#!.*\b(?:fish|python|node|perl|ruby)", source.text):
        return
    yield from in_shell(source.text, 0)


def _systemd(source):
    for found in re.finditer(r"(?m)^(Environment|Exec\w+)=((?:[^\n]*\\\r?\n)*[^\r\n]*)", source.text):
        if found[1] == "Environment":
            yield from _env_words(found[2], found.start(2))
        else:
            yield from in_shell(found[2], found.start(2))


def _env_words(said: str, base: int):
    for raw in _RAW.finditer(said):
        found = re.match(rf"([\"']?)({NAME.pattern})=", raw.group())
        if found:
            yield _of_word(said, raw.start(), raw.end(), found, base)


def _document(source):
    """Mappings and lists under a key that holds variables; every other text is taken for a shell's."""
    stack = [(source.tree, False)]
    seen = set()
    while stack:
        node, is_environment = stack.pop()
        if node is None or id(node) in seen:  # an alias: found where its anchor is
            continue
        seen.add(id(node))
        if node.id == "mapping":
            for key, value in node.value:
                name = key.value if key.id == "scalar" else ""
                if is_environment and value.id == "scalar" and NAME.fullmatch(name):
                    yield _of_pair(source, key, value)
                else:
                    here = name in _ENVIRONMENTS or name.startswith("terminal.integrated.env.")
                    stack.append((value, here))
        elif node.id == "sequence":
            for value in node.value:
                stack.append((value, is_environment))
        else:
            start, end = inside(node)
            text = source.text[start:end]
            if not NAME.search(text):
                continue
            found = is_environment and re.match(rf"({NAME.pattern})=", text)
            if found:
                value = text[found.end() :].rstrip()
                form = "quoted" if node.style in ("'", '"') else "line"
                yield _made(found[1], value, start, start + found.end(), start + found.end() + len(value), form)
            elif not is_environment:
                if node.style in ("|", ">"):
                    first = text.find("\n") + 1
                    text, start = text[first:], start + first
                yield from in_shell(text, start)


def _of_pair(source, key, value) -> Assignment:
    start, end = inside(value)
    quoted = value.style in ("'", '"')
    text = source.text[start:end] if value.style not in ("|", ">") else "$"
    return _made(key.value, text, inside(key)[0], start, end, "quoted" if quoted else "line")


def _tasks(source):
    """TOML and JSON by their lines: NAME = "value", and NAME=value inside a command."""
    pattern = re.compile(rf"(?<![\w$])({NAME.pattern})(?:[\"']?[ \t]*[=:][ \t]*([\"'])([^\"'\r\n]*)\2|=([\w./:-]*))")
    at = 0
    for line in source.text.splitlines(keepends=True):
        if not line.lstrip().startswith(("#", "//")):
            for found in pattern.finditer(line):
                group = 3 if found[2] else 4
                form = "quoted" if group == 3 else "word"
                yield _made(
                    found[1], found[group], at + found.start(1), at + found.start(group), at + found.end(group), form
                )
        at += len(line)


_READERS = {
    DOCKERFILE: _dockerfile,
    COMPOSE: _document,
    DEVCONTAINER: _document,
    WORKFLOW: _document,
    VSCODE: _document,
    DOTENV: _dotenv,
    MAKEFILE: _makefile,
    PROCFILE: _procfile,
    SHELL: _shell,
    SYSTEMD: _systemd,
    TASKS: _tasks,
}
