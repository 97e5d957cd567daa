"""What has to change where files are moved: the lines that read where they lie, and those that name where they lay."""

from __future__ import annotations

import os
import re

from watchlint.facts.launch import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from watchlint.facts.repository.repository import Repository

MOST = 4
"""So many places are named; of more only how many."""

_SCRIPT = re.compile(rb"[\"']([\w./-]+\.py)[\"']")


def told(places: list[str]) -> str:
    """These places, as the end of a sentence about a move; '' where there are none."""
    if not places:
        return ""
    more = f" and {len(places) - MOST} more" if len(places) > MOST else ""
    return f"; look at what depends on its place: {', '.join(places[:MOST])}{more}"


def of_app(repository: Repository, home: str, files: Collection[str], folders: Collection[str]) -> list[str]:
    """The places that a move of an app touches: `files` of the folder `home`, and whole `folders` below it (real paths)."""
    moved = [path for path in repository.files if path.endswith(".py") and _goes(repository, path, files, folders)]
    names = {os.path.basename(path) for path in files if os.path.dirname(path) == home}
    modules = {name.removesuffix(".py") for name in names} | {
        os.path.relpath(path, home).split(os.sep)[0] for path in folders
    }
    return [
        *_reading(repository, moved),
        *_leading_out(repository, home, moved),
        *_importing(repository, modules, moved),
        *naming(repository, {*names, *(f"{os.path.basename(path)}/" for path in folders)}, moved, modules),
    ]


def naming(
    repository: Repository, names: Collection[str], but: Collection[str] = (), apps: Collection[str] = ()
) -> list[str]:
    """The lines of each launch file and Python file that name one of these files or folders (`data/`), or an app of one of
    these modules (`main:app`). `but`: files that go along."""
    words = [
        *(
            re.escape(name.rstrip("/")) + ("(?![\\w.-])" if name.endswith("/") else "(?![\\w-])")
            for name in sorted(names)
        )
    ]
    words += [re.escape(app) + r":\w" for app in sorted(apps)]
    if not words:
        return []
    pattern = re.compile(rf"(?<![\w.-])(?:\./)?(?:{'|'.join(words)})".encode())
    quoted = re.compile(rf"[\"'](?:\./)?(?:{'|'.join(words)})".encode())
    launch = kinds.candidates(repository)
    found = []
    for path in repository.files:
        if path not in but and (path in launch or path.endswith(".py")):
            lines = _lines(repository, path, pattern if path in launch else quoted)
            if lines:
                found.append(f"{path}:{_numbers(lines)} (names it)")
    return found


def _goes(repository: Repository, path: str, files: Collection[str], folders: Collection[str]) -> bool:
    real = os.path.realpath(repository.absolute(path))
    return real in files or any(real.startswith(f"{folder}/") for folder in folders)


def _reading(repository: Repository, moved: list[str]) -> Iterator[str]:
    for path in moved:
        line = _line(repository, path, re.compile(rb"\b__file__\b"))
        if line:
            yield f"{path}:{line} (reads __file__)"


def _leading_out(repository: Repository, home: str, moved: list[str]) -> Iterator[str]:
    """Scripts that a moved one names, as Streamlit's pages are, and that stay."""
    here = {os.path.realpath(repository.absolute(path)) for path in moved}
    for path in moved:
        for found in _SCRIPT.finditer(repository.look(path) or b""):
            other = os.path.realpath(os.path.join(home, found[1].decode()))
            if other not in here and os.path.isfile(other):
                line = (repository.look(path) or b"")[: found.start()].count(b"\n") + 1
                yield f"{path}:{line} (names {found[1].decode()}, which stays)"
                break


def _importing(repository: Repository, modules: Collection[str], moved: list[str]) -> Iterator[str]:
    """Files that stay and import what goes: tests, other scripts."""
    if not modules:
        return
    words = "|".join(map(re.escape, sorted(modules)))
    pattern = re.compile(rf"^[ \t]*(?:from|import)[ \t]+(?:{words})\b".encode(), re.M)
    for path in repository.files:
        if path.endswith(".py") and path not in moved:
            line = _line(repository, path, pattern)
            if line:
                yield f"{path}:{line} (imports it)"


def _line(repository: Repository, path: str, pattern: re.Pattern[bytes]) -> int:
    """The first line of a file that holds this, from 1; 0 where none does."""
    return next(iter(_lines(repository, path, pattern)), 0)


def _lines(repository: Repository, path: str, pattern: re.Pattern[bytes]) -> list[int]:
    """The lines of a file that hold this, from 1; comments are none."""
    data = repository.look(path) or b""
    lines: dict[int, None] = {}
    for found in pattern.finditer(data):
        start = data.rfind(b"\n", 0, found.start()) + 1
        if not data[start : found.start()].lstrip().startswith(b"#"):
            lines[data.count(b"\n", 0, found.start()) + 1] = None
    return list(lines)


def _numbers(lines: list[int]) -> str:
    """Line numbers for a reader: 4, 9 and 12; of many how many more there are."""
    shown, more = [str(line) for line in lines[:MOST]], len(lines) - MOST
    last = f"{more} more" if more > 0 else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last
