"""Inotify limits set while an image is built, and what to cut out of a RUN instruction."""

from __future__ import annotations

import re

from watchlint.facts.launch.base import instructions
from watchlint.facts.launch.base.tokens import commands as commands_of
from watchlint.facts.launch.base.tokens import tokens
from watchlint.rules.launch.containers.limits import LIMIT, limit, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.rules.launch.problem import Problem

    Part = tuple[int, int, str, str]

_HARMLESS = frozenset("echo printf sysctl tee true sudo cat :".split())
_LOADS = frozenset(("-p", "--system", "--load", "-e"))


def problems(source: Source) -> Iterator[Problem]:
    """The problems of one Dockerfile."""
    yield from _builds(source)
    yield from _copies(source)


def _builds(source: Source) -> Iterator[Problem]:
    """RUN instructions that set a limit while the image is built."""
    for one in instructions.of(source):
        said = one.said
        # --security=insecure is the one way to a writable /proc/sys in a build.
        if one.word != "RUN" or not LIMIT.search(said) or "--security=insecure" in said:
            continue
        parts = _parts(said)
        ours = [] if "<<" in said else [part for part in parts if _is_ours(part[2], parts)]
        for start, end, text, _ in parts if "<<" not in said else [(0, len(said), said, "")]:
            found = LIMIT.search(text)
            if found and (start, end, text, _) not in ours and re.search(r"(?<!-)\bsysctl\b", text):
                yield limit(one.body + start + found.start(), one.body + end, _says(text), (), "RUN")
        if not ours:
            continue
        if len(ours) == len(parts):
            yield limit(one.at, one.end, _says(said), [lines(source.text, one.at, one.end)], "RUN")
            continue
        for start, end, text, sure in _cuts(said, parts, ours):
            splices = [(one.body + start, one.body + end, "")] if sure else ()
            yield limit(one.body + start, one.body + end, _says(text), splices, "RUN")


def _parts(said: str) -> list[Part]:
    """The pieces of a command that && and ; join: (start, end, text, the operator that follows)."""
    option = re.match(r"(?:\s*--\S+)*\s*", said)
    start, depth, found = option.end() if option else 0, 0, []
    for token in tokens(said):
        if token.raw in ("(", ")", "{", "}"):
            depth += 1 if token.raw in "({" else -1
        elif not token.is_word and depth <= 0 and token.raw in ("&&", ";"):
            found.append((start, token.start, said[start : token.start], token.raw))
            start = token.stop
    found.append((start, len(said), said[start:], ""))
    return [part for part in found if part[2].replace("\\", "").strip()]


def _is_ours(text: str, parts: list[Part]) -> bool:
    """Whether a piece does nothing but set an inotify limit, or load the file in which another piece did."""
    commands = commands_of(text)
    words = [[word.said.rpartition("/")[2] for word in command] for command in commands]
    if not commands or any(command[0] not in _HARMLESS for command in words):
        return False
    if LIMIT.search(text):
        return _limits_only(text) and ("sysctl" in text)
    loads = any("sysctl" in command and _LOADS.intersection(command) for command in words)
    return loads and any(LIMIT.search(other[2]) for other in parts)


def _limits_only(text: str) -> bool:
    """Whether every key that a piece sets is one of inotify's."""
    return all(LIMIT.match(key[1]) for key in re.finditer(r"((?:fs|vm|net|kernel)[./][\w./-]+)\s*=", text))


def _cuts(said: str, parts: list[Part], ours: list[Part]) -> Iterator[tuple[int, int, str, bool]]:
    """What to cut out of a joined command: (start, end, text, whether that is certain)."""
    kept = [part for part in parts if part not in ours]
    joined_simply = all(not re.match(r"\s*(?:if|for|while|case|set)\b|\s*\[", part[2]) for part in parts)
    for part in ours:
        at = parts.index(part)
        if any(other in kept for other in parts[at + 1 :]):
            start = part[0] + len(part[2]) - len(part[2].lstrip(" \t\r\n\\"))
            following = parts[at + 1]
            end = following[0] + len(following[2]) - len(following[2].lstrip(" \t\r\n\\"))
        else:
            start = parts[at - 1][1]
            # the blanks before the operator go with it
            start -= len(said[:start]) - len(said[:start].rstrip(" \t\r\n\\"))
            end = part[0] + len(part[2].rstrip())
        yield start, end, part[2], joined_simply


def _copies(source: Source) -> Iterator[Problem]:
    """A file put into the image's sysctl.d, where nothing reads it."""
    for one in instructions.of(source):
        said = one.said
        if one.word in ("COPY", "ADD") and re.search(r"inotify\S*\s(?:\S+\s)*/etc/sysctl", said) and "<<" not in said:
            one_file = len([word for word in said.split() if not word.startswith("--")]) == 2
            splices = [lines(source.text, one.at, one.end)] if one_file else ()
            yield limit(one.at, one.end, "a file in the image's /etc/sysctl.d is read by nobody", splices)


def _says(text: str) -> str:
    if re.search(r">|\btee\b", text):
        return "a line in the image's /etc/sysctl files is read by nobody"
    return "/proc/sys is read-only while an image is built, so the build fails"
