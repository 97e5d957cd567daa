"""Adding patterns to a .gitignore: only lines are added, and none that stand there already as last word."""

from __future__ import annotations

import re

from watchlint.fixes.refused import Refused

HEADER = b"# Python bytecode"
BOM = b"\xef\xbb\xbf"

# A line that shows where the file keeps its Python patterns.
_PYTHON_LINE = re.compile(rb"^(?:\*?\*?/?__pycache__/?(?:\*+)?|\*\.py\[?[cod$a-z]*\]?|\*\$py\.class|\*\.py[cod])\s*$")

# A comment that heads such patterns.
_PYTHON_COMMENT = re.compile(rb"(?i)^#.*(?:python|byte|compiled|pyc)")

# What someone who meant bytecode may have written: its ending, or also the folder it lies in.
_MEANT_ENDING = re.compile(rb"(?i)\.py[co]|py\[|py\?|\.py\*")
_MEANT_EITHER = re.compile(_MEANT_ENDING.pattern + rb"|pycache")


def add(data: bytes | None, patterns: list[str], at_end: bool = False) -> bytes:
    """The file with these patterns added: into its Python block, or at the end under one comment.

    `at_end` puts them after every other line, for where a later negation would undo them: whether one
    would is git's to say, so whoever asked git says it. Newlines, byte order mark and a missing last
    newline's neighbours are kept. Raises Refused for UTF-16, which git can't read either.
    """
    data = data or b""
    if is_utf16(data):
        raise Refused("is UTF-16, of which git reads no line: save it as UTF-8")
    newline = b"\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else b"\n"
    lines = data.split(b"\n")
    added = [pattern.encode() for pattern in patterns]
    block = None if at_end else _end_of_block(lines)
    if block is not None:
        # Beside its kin, with the newline that kin has.
        ending = b"\r" if lines[block].endswith(b"\r") else b""
        if block == len(lines) - 1:  # the last line, which has no newline of its own
            return data + b"".join(newline + pattern for pattern in added)
        lines[block + 1 : block + 1] = [pattern + ending for pattern in added]
        return b"\n".join(lines)
    head = b"" if data in (b"", BOM) or data.endswith(b"\n") else newline
    if not _ends_under_header(lines):
        if data.removeprefix(BOM).strip() and b"".join(lines[-2:]).strip():
            head += newline
        added = [HEADER, *added]
    return data + head + b"".join(line + newline for line in added)


def is_utf16(data: bytes) -> bool:
    """Whether a file is UTF-16: by its mark, or as every second byte of it is NUL."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = data[::2], data[1::2]
    return len(odd) > 1 and {even.count(0), odd.count(0)} in ({0, len(even)}, {0, len(odd)})


def near_miss(data: bytes, patterns: list[str]) -> tuple[int | None, str]:
    """The first line whose author seems to have meant these patterns: (number, text), or (None, "")."""
    meant = _MEANT_EITHER if "__pycache__/" in patterns else _MEANT_ENDING
    for number, line in enumerate(data.split(b"\n"), 1):
        if meant.search(line) and not line.startswith(b"!"):
            return number, line.rstrip(b"\r").decode("utf-8", "replace")
    return None, ""


def _end_of_block(lines: list[bytes]) -> int | None:
    """The last Python line of the first block that is about Python: one without a comment above it, or with one that says so,
    or that begins with a Python line. None where there is none."""
    comment, first, last = b"", True, None
    for number, line in enumerate(line.removeprefix(BOM).rstrip() for line in [*lines, b""]):
        if not line or line.startswith(b"#"):
            if last is not None:
                return last
            comment, first = line, True
        elif _PYTHON_LINE.match(line) and (last is not None or first or not comment or _PYTHON_COMMENT.match(comment)):
            last = number
        else:
            first = False
    return None


def _ends_under_header(lines: list[bytes]) -> bool:
    """Whether a line at the end of the file would stand under our own comment."""
    for line in reversed(lines[:-1] if lines[-1] == b"" else lines):
        if not line.strip() or line.startswith(b"#"):
            return line.strip() == HEADER
    return False
