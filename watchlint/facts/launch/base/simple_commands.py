"""The simple commands of a shell text, each with the folder it starts in and the variables set for it.

Source: POSIX.1-2017, Shell Command Language: quotes, comments, here-documents, lists, subshells, reserved words.
Of expansions only `$NAME` and `${NAME}` of a variable that the text itself sets to a plain value are filled in, and the few
ways in which scripts name their own folder.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base.model import Variable
from watchlint.facts.launch.base.tokens import Token, tokens
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watchlint.facts.launch.base.text import Text

_SET = re.compile(r"([A-Za-z_]\w*)\+?=")
_USED = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
_RESERVED = frozenset("then do else elif ! { if while until time".split())
_OWN_FOLDER = re.compile(
    r'"?\$\(\s*dirname\s+(?:--\s+)?"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?\})"?\s*\)"?|\$\{0%/\*\}'
)
_OWN_FOLDER_AGAIN = re.compile(
    rf'\$\(\s*cd\s+(?:--\s+)?"?(?:{_OWN_FOLDER.pattern})((?:/\.\.)*)/?"?\s*(?:&>\s*/dev/null|>\s*/dev/null(?:\s+2>&1)?)?\s*(?:&&|;)\s*pwd(?:\s+-P)?\s*\)'
)
OWN, TOP = "\0own", "\0top"  # this script's folder, and the root of the work tree


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
        whole = _OWN_FOLDER_AGAIN.sub(lambda found: OWN + found[1], token.said)
        whole = _OWN_FOLDER.sub(lambda found: OWN, whole)
        whole = re.sub(r"\$\(\s*git rev-parse --show-toplevel\s*\)", lambda found: TOP, whole)

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
    if folder.startswith((OWN, TOP)):
        return folder
    if folder.startswith("/"):
        return posixpath.normpath(folder)
    if cwd is None:
        return None
    if cwd.startswith((OWN, TOP)):
        return f"{cwd}/{folder}"
    return normal(posixpath.join(cwd, folder))


def normal(folder: str) -> str:
    """A folder relative to the root as it is written here: "" is the root."""
    joined = posixpath.normpath(folder)
    return "" if joined == "." else joined
