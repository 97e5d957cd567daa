"""Where a repository's own files set an inotify limit: sysctl files, scripts, images, playbooks, Nix."""

from __future__ import annotations

import re

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Setting(Record):
    """A number that a file gives a limit. key: max_user_watches, max_user_instances or max_queued_events; start, end: where
    the digits stand in the bytes; line and column (from 1) of the digits; guarded: the file compares with what is in force
    first, and so does not lower it."""

    key: str
    value: int
    start: int
    end: int
    line: int
    column: int
    guarded: bool


_KEY = rb"fs[./]inotify[./](max_user_watches|max_user_instances|max_queued_events)"
_PROC = rb"/proc/sys/fs/inotify/(max_user_watches|max_user_instances|max_queued_events)"
_NUMBER = rb"(\d{1,9})(?![\w.])"

# key = 8192   key: "8192"   "key" = lib.mkDefault 8192;   name=key value=8192
_ASSIGNED = re.compile(_KEY + rb"""["']?[ \t]*(?:=|:|,)[ \t]*(?:lib\.\w+[ \t]+|mk\w+[ \t]+)?["']?""" + _NUMBER)
_INLINE = re.compile(rb"""name=["']?""" + _KEY + rb"""["']?[ \t]+(?:.*?[ \t])?value=["']?""" + _NUMBER)
_INLINE_BEFORE = re.compile(rb"""value=["']?""" + _NUMBER + rb"""["']?[ \t]+(?:.*?[ \t])?name=["']?""" + _KEY)
_ECHOED = re.compile(
    rb"""(?:echo|printf)[ \t]+(?:'%s\\n'[ \t]+)?["']?"""
    + _NUMBER
    + rb"""["']?[^#\n]*?(?:>|tee(?:[ \t]+-a)?)[ \t]*["']?"""
    + _PROC
)
_NAMED = re.compile(rb"""^([ \t]*(?:-[ \t]+)?)name:[ \t]*["']?""" + _KEY + rb"""["']?[ \t]*(?:#.*)?\r?$""")
_VALUE = re.compile(rb"""^([ \t]*(?:-[ \t]+)?)value:[ \t]*["']?""" + _NUMBER)
_FARTHEST = 100
"""Lines that are looked through for the value beside a name: a mapping has a few."""
_COMMENT = re.compile(rb"^[ \t]*(?:#|;|//|\*)")
_BEFORE = re.compile(rb"(?:^|[ \t])#")
_COMPARES = re.compile(rb"-(?:lt|le|gt|ge)\b|\(\([^)]*[<>]")


def settings(data: bytes) -> list[Setting]:
    """Every number that is given to a limit, in order; what is commented out counts for nothing."""
    if b"inotify" not in data:
        return []
    guarded = b"max_user_watches" in data and _COMPARES.search(data) is not None
    from itertools import accumulate

    found: list[Setting] = []
    lines = data.split(b"\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for number, line in enumerate(lines):
        if b"inotify" in line and not _COMMENT.match(line):
            for key, (at, start, end) in _in_line(line, lines, number):
                value = int(lines[at][start:end])
                begin = starts[at]
                found.append(Setting(key, value, begin + start, begin + end, at + 1, start + 1, guarded))
    return sorted(dict.fromkeys(found), key=lambda setting: setting.start)


def _in_line(line: bytes, lines: list[bytes], number: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """(key, (line's index, start, end)) of each number that this line gives, or names for another line to give."""
    for pattern, key, value in ((_ASSIGNED, 1, 2), (_INLINE, 1, 2), (_INLINE_BEFORE, 2, 1), (_ECHOED, 2, 1)):
        for match in pattern.finditer(line):
            if b"#" not in line[: match.start()].replace(b"#!", b"") or b"#cloud" in line:
                yield match[key].decode(), (number, *match.span(value))
    named = _NAMED.match(line)
    if named:
        beside = _beside(lines, number, len(named[1].replace(b"-", b" ")))
        if beside is not None:
            yield named[2].decode(), beside


def _beside(lines: list[bytes], number: int, indent: int) -> tuple[int, int, int] | None:
    """The `value:` of the same YAML mapping as the `name:` in this line: (line's index, start, end)."""
    for step in (1, -1):
        at = number
        while 0 <= (at + step if step == 1 else at) < len(lines) and abs(at - number) < _FARTHEST:
            if step == -1 and lines[at].lstrip().startswith(b"-"):
                break  # above a dash is another mapping
            at += step
            if at < 0:
                break
            line = lines[at]
            if not line.strip() or _COMMENT.match(line):
                continue
            own = len(line) - len(line.lstrip(b" \t-"))
            if own < indent or (step == 1 and line.lstrip().startswith(b"-") and own <= indent):
                break
            match = _VALUE.match(line)
            if match and own == indent:
                start, end = match.span(2)
                return at, start, end
    return None
