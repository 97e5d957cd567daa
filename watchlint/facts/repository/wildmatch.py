"""git's patterns (gitignore(5), "Pattern format"), for where there is no git.

Bytes are compared, as git does. A pattern is a row of steps, and all ways through them are followed at once: no pattern takes
longer than its length times the path's.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ONE, RUN, FORK = "one", "run", "fork"
"""A byte of a set; any number of them; nothing, or the two steps that follow."""

_ANY = frozenset(range(256))
_NO_SLASH = _ANY - {ord("/")}
_ITSELF = [(ONE, frozenset((byte,))) for byte in range(256)]
_SPECIAL = re.compile(rb"[*?\[\\]")
_CLASSES = {
    name: frozenset(byte for byte in range(128) if re.fullmatch(expression, bytes((byte,)), re.DOTALL))
    for name, expression in {
        b"alnum": rb"[A-Za-z0-9]", b"alpha": rb"[A-Za-z]", b"blank": rb"[ \t]", b"cntrl": rb"[\0-\x1f\x7f]", b"digit": rb"[0-9]",
        b"graph": rb"[!-~]", b"lower": rb"[a-z]", b"print": rb"[ -~]", b"punct": rb"[!-/:-@\[-`{-~]", b"space": rb"[ \t-\r]",
        b"upper": rb"[A-Z]", b"xdigit": rb"[0-9A-Fa-f]",
    }.items()
}  # fmt: skip


class Pattern:
    """One line. `admits`: it starts with `!`. Raises ValueError for a line that matches nothing."""

    __slots__ = ("admits", "by_name", "of_folders", "steps")

    def __init__(self, line: bytes) -> None:
        text = _trimmed(line)
        self.admits = text.startswith(b"!")
        text = text[self.admits :]
        self.of_folders = text.endswith(b"/")
        text = text[: len(text) - self.of_folders]
        self.by_name = b"/" not in text
        text = text.removeprefix(b"/") if not self.by_name else text
        if not text or line.startswith(b"#"):
            raise ValueError("no pattern")
        self.steps = list(_steps(text))

    def matches(self, path: bytes, is_folder: bool) -> bool:
        """Whether it matches this very path, below the folder of the .gitignore."""
        if self.of_folders and not is_folder:
            return False
        reached = self._on({0})
        for byte in path.rpartition(b"/")[2] if self.by_name else path:
            after = set()
            for at in reached:
                kind, allowed = self.steps[at] if at < len(self.steps) else (FORK, ())
                if kind != FORK and byte in allowed:
                    after.add(at + (kind == ONE))
            reached = self._on(after)
        return len(self.steps) in reached

    def _on(self, reached: set[int]) -> set[int]:
        """The same places, and those that nothing more leads to."""
        waiting = list(reached)
        while waiting:
            at = waiting.pop()
            kind = self.steps[at][0] if at < len(self.steps) else ONE
            for to in {ONE: (), RUN: (at + 1,), FORK: (at + 1, at + 3)}[kind]:
                if to not in reached:
                    reached.add(to)
                    waiting.append(to)
        return reached


def _trimmed(line: bytes) -> bytes:
    """The line without the blanks at its end; one after a backslash stays."""
    end = len(line.rstrip(b" "))
    slashes = end - len(line[:end].rstrip(b"\\"))
    return line[: end + slashes % 2]


def _steps(text: bytes) -> Iterator[tuple[str, frozenset[int]]]:
    special = _SPECIAL.search(text)
    first = special.start() if special else len(text)  # git compares what stands before it by itself
    at = 0
    while at < len(text):
        char = text[at : at + 1]
        if char == b"*":
            end = at
            while text[end : end + 1] == b"*":
                end += 1
            rest = text[end:]
            whole = end - at > 1 and (at == first or text[at - 1 : at] == b"/")
            if whole and rest.startswith(b"/"):  # `**/` is nothing, too
                yield from ((FORK, _ANY), (RUN, _ANY), _ITSELF[ord("/")])
                end += 1
            elif whole and (not rest or rest.startswith(b"\\/")):
                yield RUN, _ANY
            else:
                yield RUN, _NO_SLASH
            at = end
        elif char == b"?":
            yield ONE, _NO_SLASH
            at += 1
        elif char == b"[":
            allowed, at = _set(text, at + 1)
            yield ONE, allowed - {ord("/")}
        else:
            at += char == b"\\"
            if at == len(text):
                raise ValueError("a backslash at the end")
            yield _ITSELF[text[at]]
            at += 1


def _set(text: bytes, at: int) -> tuple[frozenset[int], int]:
    """The bytes that `[…]` stands for, and where it ends."""
    negated = text[at : at + 1] in (b"!", b"^")
    at += negated
    found: set[int] = set()
    before, start = 0, at
    while at == start or text[at : at + 1] != b"]":
        if at >= len(text):
            raise ValueError("a [ without its ]")
        named = re.compile(rb"\[:([^\]]*):\]").match(text, at)
        if named:
            if named[1] not in _CLASSES:
                raise ValueError("no class of that name")
            found |= _CLASSES[named[1]]
            before, at = 0, named.end()
            continue
        ranged = text[at : at + 1] == b"-" and before and text[at + 1 : at + 2] not in (b"", b"]")
        at += bool(ranged)
        at += text[at : at + 1] == b"\\"
        if at >= len(text):
            raise ValueError("a backslash at the end")
        found.update(range(before if ranged else text[at], text[at] + 1))
        before = 0 if ranged else text[at]
        at += 1
    return (_ANY - found if negated else frozenset(found)), at + 1
