"""watchdog's patterns: which files watchdog 6 tells of, and 7 does not.

A pattern is compared with the path that is watched and the file's below it, as they were given: `./src/a.py`, `/srv/src/a.py`.
Source: watchdog 6.0.0 and 7.1.0, utils/patterns.py; their own answers in tests/oracle/test_watchdog_reloaders.py.
"""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def lost(
    files: Iterable[str],
    patterns: Sequence[str],
    folders: Sequence[str] = (".",),
    recursive: bool = True,
    cwd: str = "",
) -> tuple[str, str] | None:
    """The first (pattern, file) that watchdog 6 tells of and 7 does not; None where there is none.

    files: relative to the root of the repository. folders: the watched ones as they were given, relative to `cwd`, itself
    relative to the root. An absolute folder, or one that a variable names, may hold every file.
    """
    return _differs(files, patterns, folders, recursive, cwd, before_7, since_7)


def not_yet(
    files: Iterable[str],
    patterns: Sequence[str],
    folders: Sequence[str] = (".",),
    recursive: bool = True,
    cwd: str = "",
) -> tuple[str, str] | None:
    """The first (pattern, file) that watchdog 7 tells of and 6 does not: `**/*.py` was one folder deep for it."""
    return _differs(files, patterns, folders, recursive, cwd, since_7, before_7)


def _differs(
    files: Iterable[str], patterns: Sequence[str], folders: Sequence[str], recursive: bool, cwd: str,
    told: Callable[[str, str], bool], silent: Callable[[str, str], bool],
) -> tuple[str, str] | None:  # fmt: skip
    # Whatever else it says, a pattern's last part is the file's name.
    names = {parts[-1] for pattern in patterns if (parts := _parts(pattern))}
    for file in files:
        if not any(fnmatchcase(file.rpartition("/")[2], name) for name in names):
            continue
        for folder in folders:
            path = _watched(file, folder, recursive, cwd)
            if path is not None and not any(silent(pattern, path) for pattern in patterns):
                for pattern in patterns:
                    if told(pattern, path):
                        return pattern, file
    return None


def _watched(file: str, folder: str, recursive: bool, cwd: str) -> str | None:
    """The path that watchdog gives this file of a watched folder; None where it does not watch it."""
    if folder.startswith(("/", "$", "`", "~")):
        return f"/{folder.strip('/')}/{file}"
    base = posixpath.normpath(posixpath.join(cwd, folder))
    below = file if base == "." else file[len(base) + 1 :] if file.startswith(f"{base}/") else ""
    return f"{folder}/{below}" if below and (recursive or "/" not in below) else None


def before_7(pattern: str, path: str) -> bool:
    """Whether watchdog 6 and older match: from the right, as many parts as the pattern has (PurePath.match)."""
    wanted, parts = _parts(pattern), _parts(path)
    if pattern.startswith("/"):
        return len(wanted) == len(parts) and all(map(fnmatchcase, parts, wanted))
    return 0 < len(wanted) <= len(parts) and all(map(fnmatchcase, parts[-len(wanted) :], wanted))


def since_7(pattern: str, path: str) -> bool:
    """Whether watchdog 7 matches: the whole path, in which `**` stands for any number of folders (PurePath.full_match)."""
    wanted, parts = _parts(pattern), _parts(path)
    reached = {0} if wanted else set()  # how many parts of the path the pattern may have taken so far
    for part in wanted:
        if part == "**" and reached:
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and _is(parts[at], part)}
    return len(parts) in reached


def _is(name: str, wanted: str) -> bool:
    return bool(name) == bool(wanted) and fnmatchcase(name, wanted)


def _parts(path: str) -> list[str]:
    """The parts of a path; of an absolute one the first is empty."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return ["", *parts] if path.startswith("/") else parts
