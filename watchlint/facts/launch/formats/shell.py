"""Shell text: its simple commands, each with the folder it starts in and the variables set for it.

Source: POSIX.1-2017, Shell Command Language: quotes, comments, here-documents, lists, subshells, reserved words.
Of expansions only `$NAME` and `${NAME}` of a variable that the text itself sets to a plain value are filled in, and the few
ways in which scripts name their own folder.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.assigned import NAME, assigned
from watchlint.facts.launch.base.model import CALLER, TREE, Command, Variable, Where, Word
from watchlint.facts.launch.base.text import Text, text
from watchlint.facts.launch.base.tokens import Token, tokens
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source

_SET = re.compile(r"([A-Za-z_]\w*)\+?=")
_USED = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
_QUIET = frozenset("echo printf grep egrep sed awk test [ [[ unset cat perl".split())
_RESERVED = frozenset("then do else elif ! { if while until time".split())
_OWN_FOLDER = re.compile(
    r'"?\$\(\s*dirname\s+(?:--\s+)?"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?\})"?\s*\)"?|\$\{0%/\*\}'
)
_OWN_FOLDER_AGAIN = re.compile(
    rf'\$\(\s*cd\s+(?:--\s+)?"?(?:{_OWN_FOLDER.pattern})((?:/\.\.)*)/?"?\s*(?:&>\s*/dev/null|>\s*/dev/null(?:\s+2>&1)?)?\s*(?:&&|;)\s*pwd(?:\s+-P)?\s*\)'
)
_OWN, _TOP = "\0own", "\0top"  # this script's folder, and the root of the work tree


_LONGEST = 4096
"""Characters that are filled into a word: what each variable takes twice of the one before doubles with every line."""

_MOST = 500
"""Exported variables that are kept: each command has them all."""


class Simple(Record):
    """A simple command: its tokens, those before the program that set variables left in `given`."""

    words: list[Token]
    given: list[Token]
    cwd: str | None
    environment: dict[str, Variable]


def simple(said: Text, path: str, cwd: str | None, environment: Mapping[str, Variable]) -> Iterator[Simple]:
    """The simple commands of a text that starts in `cwd` with these variables, in order.

    `cd` holds to the end of its subshell, of its list in the background, or of the branch it stands in.
    """
    state = _State(cwd, dict(environment))
    words: list[Token] = []
    for token in tokens(said.value):
        if token.is_word:
            words.append(token)
            continue
        yield from state.command(words, said, path)
        state.operator(token.raw, words)
        words = []
    yield from state.command(words, said, path)


class _State:
    """The folder and the variables at one place of a shell text."""

    def __init__(self, cwd: str | None, environment: dict[str, Variable]) -> None:
        self.cwd, self.environment = cwd, environment
        self.plain: dict[str, str] = {}  # the shell's own variables
        self.behind: list[str | None] = []  # of pushd
        self.open: list[tuple[str, str | None, dict[str, Variable]]] = []
        self.list_cwd = cwd
        self.names_function = False

    def operator(self, mark: str, before: list[Token]) -> None:
        if mark == "(":
            if not before or before[-1].said in _RESERVED:
                self.open.append(("(", self.cwd, dict(self.environment)))
            elif before[0].said == "case":
                return
            else:
                self.open.append(("name", self.cwd, self.environment))  # `start() {`
        elif mark == ")":
            if self.open and self.open[-1][0] in ("(", "name"):
                kind, cwd, environment = self.open.pop()
                self.names_function = kind == "name"
                if kind == "(":
                    self.cwd, self.environment = cwd, environment
        elif mark == "&":
            self.cwd = self.list_cwd
        if mark in (";", ";;", "\n", "&"):
            self.list_cwd = self.cwd

    def command(self, words: list[Token], said: Text, path: str) -> Iterator[Simple]:
        words = list(words)
        while words and words[0].said in _RESERVED and words[0].raw == words[0].said:
            self._reserved(words.pop(0).said)
        if not words:
            return
        first = words[0].said
        if first in ("case", "for", "select") and words[0].raw == first:
            self.open.append((first, self.cwd, self.environment))
            return
        if first in ("fi", "done", "esac", "}"):
            self._closed(first)
            return
        given = []
        while words and _SET.match(words[0].raw):
            given.append(words.pop(0))
        pairs = [self._pair(token, said, path) for token in given]
        if not words:
            self.plain.update({name: variable.value for name, variable in pairs})
            again = {name: variable for name, variable in pairs if name in self.environment}
            self.environment = {**self.environment, **again} if again else self.environment
            yield Simple([], given, self.cwd, self.environment)
            return
        words = [token._replace(said=self.filled(token)) for token in words]
        name = words[0].said
        if name in ("cd", "pushd", "popd"):
            self._changed(name, [word.said for word in words[1:] if word.said in ("-", "..") or word.said[:1] != "-"])
        elif name in ("export", "declare", "typeset"):
            for token in words[1:]:
                if _SET.match(token.raw) and len(self.environment) < _MOST:
                    key, variable = self._pair(token, said, path)
                    self.environment = {**self.environment, key: variable}
                    self.plain[key] = variable.value
                elif token.said in self.plain and len(self.environment) < _MOST:
                    variable = Variable(self.plain[token.said], path, said.places[token.start])
                    self.environment = {**self.environment, token.said: variable}
        elif name == "unset":
            for token in words[1:]:
                self.environment = {name: one for name, one in self.environment.items() if name != token.said}
                self.plain.pop(token.said, None)
        yield Simple(words, given, self.cwd, {**self.environment, **dict(pairs)} if pairs else self.environment)

    def _reserved(self, word: str) -> None:
        if word in ("if", "while", "until", "{"):
            self.open.append(("function" if word == "{" and self.names_function else word, self.cwd, self.environment))
            self.names_function = False
        elif word in ("else", "elif") and self.open:
            self.cwd = self.open[-1][1]

    def _closed(self, word: str) -> None:
        """The end of a branch, a loop or a group: a folder that may have been changed there is not known."""
        kinds = {"fi": ("if",), "done": ("while", "until", "for", "select"), "esac": ("case",), "}": ("{", "function")}[
            word
        ]
        if self.open and self.open[-1][0] in kinds:
            kind, cwd, _ = self.open.pop()
            if kind == "function":
                self.cwd = cwd
            elif word != "}" and cwd != self.cwd:
                self.cwd = None

    def _pair(self, token: Token, said: Text, path: str) -> tuple[str, Variable]:
        name = _SET.match(token.raw)
        assert name is not None
        value = self.filled(token).partition("=")[2]
        return name[1], Variable(value, path, said.places[token.start])

    def filled(self, token: Token) -> str:
        """A word with the variables that this text sets filled in."""
        if "$" not in token.raw or token.raw.startswith("'"):
            return token.said
        whole = _OWN_FOLDER_AGAIN.sub(lambda found: _OWN + found[1], token.said)
        whole = _OWN_FOLDER.sub(lambda found: _OWN, whole)
        whole = re.sub(r"\$\(\s*git rev-parse --show-toplevel\s*\)", lambda found: _TOP, whole)

        room = _LONGEST

        def value(found: re.Match[str]) -> str:
            nonlocal room
            name = found[1] or found[2]
            known = self.plain.get(name)
            if known is None and name in self.environment:
                known = self.environment[name].value
            room -= len(known or "")
            return found.group() if known is None or "$" in known or "`" in known or room < 0 else known

        return _USED.sub(value, whole)

    def _changed(self, name: str, folders: list[str]) -> None:
        if name == "popd":
            self.cwd = self.behind.pop() if self.behind else None
            return
        if name == "pushd":
            self.behind.append(self.cwd)
        self.cwd = inside(self.cwd, folders[0]) if folders else None


def inside(cwd: str | None, folder: str) -> str | None:
    """The folder in which `cd folder` ends; None where that is not known."""
    if set(folder) & set("$`*?") or folder.startswith("~") or folder == "-":
        return None
    if folder.startswith((_OWN, _TOP)):
        return folder
    if folder.startswith("/"):
        return posixpath.normpath(folder)
    if cwd is None:
        return None
    if cwd.startswith((_OWN, _TOP)):
        return f"{cwd}/{folder}"
    return normal(posixpath.join(cwd, folder))


def normal(folder: str) -> str:
    """A folder relative to the root as it is written here: "" is the root."""
    joined = posixpath.normpath(folder)
    return "" if joined == "." else joined


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
    start = "" if cwd.startswith(_TOP) else posixpath.dirname(source.path)
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
