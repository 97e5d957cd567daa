"""Names of packages. Imports nothing: it stands on the path of every run."""

from __future__ import annotations

_FOLD = bytes.maketrans(b"_.", b"--")


def normalise(name: str) -> str:
    """The name as indexes compare it (PEP 503): lower case, runs of `-`, `_` and `.` become one `-`."""
    name = name.lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name


def fold(data: bytes) -> bytes:
    """A file's bytes in a form in which a normalised name is found with `in`, however it is spelt; UTF-16 included."""
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    data = data.lower().translate(_FOLD)
    while b"--" in data:
        data = data.replace(b"--", b"-")
    return data
