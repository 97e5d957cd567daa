"""Adding patterns to a .gitignore: only lines are added, and none that stand there already as last word."""

from __future__ import annotations

import re

from hooks.fixes.refused import Refused

HEADER = b"# Python bytecode"
BOM = b"\xef\xbb\xbf"

# A line that shows where the file keeps its Python patterns.
_PYTHON_LINE = re.compile(rb"^(?:\*?\*?/?__pycache__/?(?:\*+)?|\*\.py\[?[cod$a-z]*\]?|\*\$py\.class|\*\.py[cod])\s*$")

# What someone who meant bytecode may have written: its ending, or also the folder it lies in.
_MEANT_ENDING = re.compile(rb"(?i)\.py[co]|py\[|py\?|\.py\*")
_MEANT_EITHER = re.compile(_MEANT_ENDING.pattern + rb"|pycache")


def add(data: bytes | None, patterns: list[str], at_end: bool = False) -> bytes:
    """The file with these patterns added: into its Python block, or at the end under one comment.

    `at_end` puts them after every other line, for where a later negation would undo them; a
    negation below the Python block does the same. Newlines, byte order mark and a missing last
    newline's neighbours are kept. Raises Refused for UTF-16, which git can't read either.
    """
    data = data or b""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
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
    head = b""
    if data not in (b"", BOM) and not data.endswith(b"\n"):
        head = newline
    if data.removeprefix(BOM).strip():
        header = HEADER if HEADER not in data else b""
        if lines[-1] == b"" and len(lines) > 1 and lines[-2].strip() == b"":
            head += b""
        elif header:
            head += newline
        added = [header, *added] if header else added
    else:
        added = [HEADER, *added]
    return data + head + b"".join(line + newline for line in added)


def near_miss(data: bytes, patterns: list[str]) -> tuple[int | None, str]:
    """The first line whose author seems to have meant these patterns: (number, text), or (None, "")."""
    meant = _MEANT_EITHER if "__pycache__/" in patterns else _MEANT_ENDING
    for number, line in enumerate(data.split(b"\n"), 1):
        if meant.search(line) and not line.startswith(b"!"):
            return number, line.rstrip(b"\r").decode("utf-8", "replace")
    return None, ""


def _end_of_block(lines: list[bytes]) -> int | None:
    """The last line of the Python block; None where there is none or a negation comes after it."""
    last = None
    for number, line in enumerate(lines):
        if _PYTHON_LINE.match(line.rstrip(b"\r")):
            last = number
        elif line.startswith(b"!"):
            last = None
    return last
