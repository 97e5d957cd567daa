"""What the hook runner that called us has put aside.

pre-commit and prek save unstaged edits as a patch before a commit's hooks run and lay it over the
result afterwards. Where patch and fix touch the same lines the runner rolls the fix back, so a
file with such edits is better left alone and named.
"""

from __future__ import annotations

import os
import re

from watchlint.facts.repository import runner
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.git import Git

# pre-commit/staged_files_only.py: <store>/patch<seconds>-<pid>; prek: <store>/patches/<milliseconds>-<pid>.patch
_STORES = (
    ("PRE_COMMIT_HOME", "pre-commit", "", re.compile(r"patch(\d{9,11})-(\d+)$"), 1),
    ("PREK_HOME", "prek", "patches", re.compile(r"(\d{12,14})-(\d+)\.patch$"), 1000),
)

# Where the start of a process can't be told (no /proc), a patch older than this is some other process's.
_LONGEST = 24 * 3600


class _Change(Record):
    """One file of a patch: its path from the top, and the beginning of the name of the blob it changes ("": not told)."""

    path: bytes
    blob: bytes


def paths(git: Git | None) -> frozenset[str]:
    """The files below the root whose unstaged edits a runner above us has put aside.

    Empty outside a runner (PRE_COMMIT is unset) and where it keeps no patch, as with --all-files. A store keeps every patch
    of every repository for ever, and process numbers come again: it counts only where a process above us wrote it since it
    was started, and the index holds what it changes.
    """
    if git is None or not runner.is_above():
        return frozenset()
    changes = [change for patch in _patches() for change in _changes(_read(patch))]
    if not changes:
        return frozenset()
    here = os.fsencode(git.prefix)
    blobs = _blobs(git)
    found = (
        os.fsdecode(path[len(here) :]) for path, blob in changes if path.startswith(here) and _is(path, blob, blobs)
    )
    return frozenset(found)


def _is(path: bytes, blob: bytes, blobs: dict[bytes, bytes]) -> bool:
    return path in blobs and (not blob or blobs[path].startswith(blob) or not blob.strip(b"0"))


def _blobs(git: Git) -> dict[bytes, bytes]:
    """Path from the top -> name of its blob, of what the index holds below the root."""
    found = {}
    for entry in git.run("ls-files", "--stage", "-z", "--full-name").split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        found[path] = about.split()[1]
    return found


def _patches() -> Iterator[str]:
    started = {process.pid: process.started for process in runner.processes()}
    for variable, name, below, pattern, unit in _STORES:
        folder = os.path.join(_store(variable, name), below)
        try:
            entries = os.listdir(folder)
        except OSError:
            continue
        for entry in entries:
            match = pattern.match(entry)
            if match and int(match[2]) in started:
                written = int(match[1]) / unit
                # The clock of a process's start ticks in hundredths, the name's in whole seconds.
                if written + 2 >= (started[int(match[2])] or _now() - _LONGEST):
                    yield os.path.join(folder, entry)


def _now() -> float:
    from time import time

    return time()


def _store(variable: str, name: str) -> str:
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get(variable) or os.path.join(cache, name)


def _read(patch: str) -> bytes:
    try:
        with open(patch, "rb") as file:
            return file.read()
    except OSError:
        return b""


_HEADS = re.compile(
    rb"^diff --git (?P<both>.+)\n"
    rb"(?:(?:old mode|new mode|deleted file mode|new file mode|similarity|rename) .*\n)*"
    rb"(?:index (?P<blob>[0-9a-f]+)\.\..*\n)?",
    re.M,
)


def _changes(patch: bytes) -> Iterator[_Change]:
    """The files a patch made by `git diff` changes. Lines of content begin with a blank, + or -, so a head is a head."""
    for head in _HEADS.finditer(patch):
        path = _second_name(head["both"])
        if path:
            yield _Change(path, head["blob"] or b"")


def _second_name(both: bytes) -> bytes:
    """The path in `a/NAME b/NAME` or `"a/QUOTED" "b/QUOTED"` (git-diff(1), core.quotePath)."""
    if both.endswith(b'"'):
        quoted = re.search(rb'"(?:[^"\\]|\\.)*"$', both)
        return unquoted(quoted[0]).partition(b"/")[2] if quoted else b""
    # Without renames both names are one: each is half of the line.
    half = (len(both) - 1) // 2
    return both[half + 1 :].partition(b"/")[2] if both[half : half + 1] == b" " else both.rpartition(b" b/")[2]


_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


def unquoted(name: bytes) -> bytes:
    """A name that git put into quotes: C's escapes, and octal for what is not ASCII (quote.c, unquote_c_style)."""

    def plain(match: re.Match[bytes]) -> bytes:
        text = match[1]
        return bytes([int(text, 8)]) if text[:1].isdigit() else _ESCAPES.get(text, text)

    return re.sub(rb"\\([0-3][0-7]{2}|.)", plain, name[1:-1])
