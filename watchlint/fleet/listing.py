"""What is to be audited: a list of addresses and folders, or what all-repos has cloned."""

from __future__ import annotations

import os
import re

from watchlint.errors import UsageError
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# As git tells them apart (git-clone(1), "GIT URLS"): a scheme, or host:path without a slash before the colon.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*::?//|[A-Za-z0-9+.-]+::|(?:[^/\\:\s@]+@)?[^/\\:\s]{2,}:(?!//)")
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@")

CLONED = "repos_filtered.json"
"""What all-repos writes beside its clones: their folders and where each comes from (all_repos/config.py)."""


class Entry(Record):
    """One repository. `name`: as it stands in the result, never with a password. `address`: what git clones, or the folder of
    a work tree, which is checked where it is."""

    name: str
    address: str
    in_place: bool


def read(path: str) -> list[Entry]:
    """The repositories of LIST, each once, in its order. LIST is a text file with one a line, a repos.json of all-repos, or
    the folder with its clones. Raises UsageError."""
    if os.path.isdir(path):
        return _once(_clones(path))
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8 text"
        raise UsageError(f"{path}: {reason}: give a file with one address or folder a line") from None
    base = os.path.dirname(os.path.abspath(path))
    lines = _addresses(path, text) if text.lstrip().startswith("{") else text.splitlines()
    entries = _once(entry(line.strip(), base) for line in lines if line.strip() and not line.lstrip().startswith("#"))
    if not entries:
        raise UsageError(f"{path}: it names no repository: write one address or folder a line")
    return entries


def entry(line: str, base: str) -> Entry:
    """The repository that one line names; a relative folder is seen from `base`."""
    if _ADDRESS.match(line) and not os.path.exists(os.path.join(base, line)):
        return Entry(without_credentials(line), line, False)
    folder = os.path.normpath(os.path.join(base, os.path.expanduser(line)))
    return Entry(folder, folder, os.path.lexists(os.path.join(folder, ".git")))


def without_credentials(text: str) -> str:
    """The text without the user and password of an address in it: a result is passed on."""
    return _CREDENTIALS.sub("", text)


def _clones(folder: str) -> Iterator[Entry]:
    place = os.path.join(folder, CLONED)
    try:
        with open(place, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        raise UsageError(
            f"{folder}: there is no {CLONED}: give a list of repositories, or the output_dir of all-repos after `all-repos-clone`"
        ) from None
    for name, address in _mapping(place, text).items():
        clone = os.path.normpath(os.path.join(os.path.abspath(folder), name))
        yield Entry(without_credentials(address), clone, True)


def _addresses(place: str, text: str) -> list[str]:
    return list(_mapping(place, text).values())


def _mapping(place: str, text: str) -> dict[str, str]:
    import json

    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{place}: no JSON: {error}") from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise UsageError(f"{place}: not as all-repos writes it: an object of name and address")
    return found


def _once(entries: Iterable[Entry]) -> list[Entry]:
    found: dict[str, Entry] = {}
    for one in entries:
        found.setdefault(one.name, one)
    return list(found.values())
