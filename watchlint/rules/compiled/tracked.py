"""The compiled files in git's index, and the folders they are reported by: decided from names, never from the disk alone."""

from __future__ import annotations

import re

from watchlint.facts.python.bytecode import has_source, is_bytecode, is_imported_without_source, is_remade_or_dead
from watchlint.records import Record
from watchlint.rules.compiled import (
    BYTECODE_ENDINGS,
    BYTECODE_MARKS,
    EXTENSION_ENDINGS,
    EXTENSION_MARKS,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_EXTENSION = re.compile(r"\.(?:pyd|so(?:\.\d+)*|dll|dylib|o|a)$")
_TESTS = frozenset(("test", "tests", "testdata", "fixtures"))
_SITE_PACKAGES = re.compile(r"^(?:(.*?)/)?(?:lib(?:64|32)?/(?:python|pypy)\d[\d.]*|Lib)/site-packages/", re.S)


class Place(Record):
    """Where compiled files lie that have one cause, and are one finding."""

    folder: str
    """The folder they lie in, or the virtual environment; "" is the root."""
    is_environment: bool
    paths: list[str]

    @property
    def path(self) -> str:
        """The file that the finding stands on: the first of them."""
        return self.paths[0]

    @property
    def is_test_data(self) -> bool:
        """Whether all lie below a folder of tests and outside `__pycache__/`, where no Python 3 puts bytecode by itself: a
        decompiler's tests keep theirs so."""
        folders = self.folder.split("/")
        return not self.is_environment and "__pycache__" not in folders and not _TESTS.isdisjoint(folders)

    @property
    def subject(self) -> str:
        """What a baseline knows the finding by: one more file is news."""
        return "environment" if self.is_environment else " ".join(path.rpartition("/")[2] for path in self.paths)

    @property
    def words(self) -> str:
        """m.pyc, or: m.pyc and 39 more in pkg/."""
        name = self.path.rpartition("/")[2]
        if len(self.paths) == 1:
            return name
        return f"{name} and {len(self.paths) - 1} more in {f'{self.folder}/' if self.folder else 'the root'}"


def stale(repository: Repository, settings: Settings) -> list[Place]:
    """Bytecode that nothing is lost with: its source is here, or Python imports no such file without one."""
    return _places(repository, settings, _bytecode(repository)[0])


def sourceless(repository: Repository, settings: Settings) -> list[Place]:
    """Bytecode that Python can import, whose source is not here."""
    return _places(repository, settings, _bytecode(repository)[1])


def extensions(repository: Repository, settings: Settings) -> list[Place]:
    """Extensions and libraries."""

    def search(path: str) -> bool:
        return _EXTENSION.search(path) is not None

    found = _search(repository, EXTENSION_ENDINGS, EXTENSION_MARKS, search)
    return _places(repository, settings, found)


def _bytecode(repository: Repository) -> tuple[list[str], list[str]]:
    """The tracked bytecode: what Python remakes or never imports, and what may be the only copy of a module."""

    def is_here(source: str) -> bool:
        # In the index only, too: in a sparse checkout, or deleted and not yet committed.
        return repository.exists(source) or source in repository.tracked

    def split() -> tuple[list[str], list[str]]:
        here: list[str] = []
        lost: list[str] = []
        for path in _search(repository, BYTECODE_ENDINGS, BYTECODE_MARKS, is_bytecode):
            if is_remade_or_dead(path) or has_source(path, is_here):
                here.append(path)
            elif is_imported_without_source(path):
                lost.append(path)
            # else data, such as a decompiler's tests have: no run changes it, nothing imports it
        return here, lost

    return repository.shared("compiled-bytecode", split)


def _search(
    repository: Repository, endings: tuple[str, ...], marks: tuple[str, ...], wanted: Callable[[str], bool]
) -> list[str]:
    """The tracked paths that `wanted` accepts, by endings first and by marks where there are any."""
    listing = repository.carried
    if any(mark in listing.tracked_text for mark in marks):
        return [path for path in listing.tracked if wanted(path)]
    return sorted(listing.tracked_ending(*endings))


def _places(repository: Repository, settings: Settings, paths: list[str]) -> list[Place]:
    """These paths by the folder, or by the committed virtual environment, that they lie in."""
    environments = _environments(repository, paths)
    places: dict[str, Place] = {}
    for path in paths:
        if not any(glob.covers(path) for glob in settings.allow_compiled):
            environment = _environment_of(path, environments)
            folder = path.rpartition("/")[0] if environment is None else environment
            places.setdefault(folder, Place(folder, environment is not None, [])).paths.append(path)
    return list(places.values())


def _environments(repository: Repository, paths: list[str]) -> set[str]:
    """The virtual environments these paths lie in: by pyvenv.cfg, or by their site-packages."""
    found = {match[1] for path in paths if (match := _SITE_PACKAGES.match(path)) and match[1]}
    if paths:
        found.update(path.rpartition("/")[0] for path in repository.named("pyvenv.cfg") if "/" in path)
    return found


def _environment_of(path: str, environments: set[str]) -> str | None:
    at = path.find("/")
    while at > 0 and environments:
        if path[:at] in environments:
            return path[:at]
        at = path.find("/", at + 1)
    return None
