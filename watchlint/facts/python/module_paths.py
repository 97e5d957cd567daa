"""Where `import x` finds x: Python's own search (importlib's FileFinder) done with folder listings, importing nothing."""

from __future__ import annotations

import os
import sys

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Found(Record):
    """`file`: the source, extension or bytecode file, None for a namespace package; `paths`: where its submodules are
    looked for, None for a plain module; `namespace`: a package without `__init__`, whose `paths` are its portions."""

    file: str | None
    paths: tuple[str, ...] | None
    namespace: bool


_EXTENSIONS = (".so", ".pyd")


class Folders:
    """Folder listings, each read once. A folder that is absent or closed is empty."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, bool]] = {}

    def names(self, folder: str) -> dict[str, bool]:
        """Names in a folder -> whether it is a directory (through links, as the import system sees it)."""
        found = self._known.get(folder)
        if found is None:
            found = self._known[folder] = {}
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        try:
                            found[entry.name] = entry.is_dir()
                        except OSError:  # a link to itself
                            found[entry.name] = False
            except (OSError, ValueError):
                pass
        return found


def find(name: str, paths: Iterable[str], folders: Folders) -> Found | None:
    """The module called `name` (no dots) in the first of these folders that has it, or None.

    In each folder a package with `__init__` wins, then an extension, then `name.py`, then bytecode without source; a
    plain folder of that name is a portion of a namespace package only where no later folder has a real module
    (importlib/_bootstrap_external.py, FileFinder.find_spec and PathFinder._get_spec).
    """
    portions = []
    for folder in paths:
        names = folders.names(folder)
        base = os.path.join(folder, name)
        is_folder = names.get(name, False)
        if is_folder:
            start = _file_of("__init__", folders.names(base))
            if start is not None:
                return Found(os.path.join(base, start), (base,), False)
        file = _file_of(name, names)
        if file is not None:
            return Found(os.path.join(folder, file), None, False)
        if is_folder:
            portions.append(base)
    return Found(None, tuple(portions), True) if portions else None


ABSENT, STANDARD = "neither here nor in the standard library", "here and in the standard library"
"""Why a top-level name is none of ours."""


class Search:
    """The local part of sys.path, and what is known of the rest.

    search     its folders, in order
    fallback   folders that are searched after the installed packages
    elsewhere  top-level names known to be installed
    """

    def __init__(self, search: list[str], fallback: list[str], elsewhere: frozenset[str]) -> None:
        self.search, self.fallback, self.elsewhere = search, fallback, elsewhere
        self.folders = Folders()

    def add(self, folder: str, first: bool) -> bool:
        """Put a folder before all others or behind them; False where it is among them."""
        if folder in self.search:
            return False
        self.search.insert(0 if first else len(self.search), folder)
        return True

    def top(self, name: str) -> tuple[Found | None, str]:
        """Where a top-level module lies, or (None, why): ABSENT, STANDARD, or "" for a folder that only bears the name."""
        found = find(name, self.search, self.folders)
        if found is None and name not in self.elsewhere:
            found = find(name, self.fallback, self.folders)
        if name in sys.stdlib_module_names:
            # A server has loaded most of the standard library before the script runs.
            return None, STANDARD if found and not found.namespace else ""
        if found is None:
            return None, ABSENT
        if found.namespace and (name in self.elsewhere or not self._holds_python(found.paths or ())):
            return None, ""
        return found, ""

    def _holds_python(self, portions: tuple[str, ...]) -> bool:
        """Whether a folder without `__init__.py` is meant to be imported. One with no Python in it, such as
        `docker/`, only bears the name of something installed."""
        for folder in portions:
            for name, is_folder in self.folders.names(folder).items():
                if name.endswith((".py", ".so")) and not is_folder:
                    return True
                if is_folder and any(inner.endswith(".py") for inner in self.folders.names(os.path.join(folder, name))):
                    return True
        return False


def _file_of(name: str, names: dict[str, bool]) -> str | None:
    if names.get(name + ".py") is False and not any(_is_extension(name, other) for other in names):
        return name + ".py"
    for other in names:
        if _is_extension(name, other) and not names[other]:
            return other
    for suffix in (".py", ".pyc"):
        if names.get(name + suffix) is False:
            return name + suffix
    return None


def _is_extension(name: str, file: str) -> bool:
    """`m.so`, `m.abi3.so` and `m.cpython-312-x86_64-linux-gnu.so` are module m; `m.backup.so` is not."""
    if not file.startswith(name + ".") or not file.endswith(_EXTENSIONS):
        return False
    tag = file[len(name) + 1 :].rpartition(".")[0]
    return tag == "" or tag == "abi3" or tag.startswith(("cpython-", "cp3", "pypy"))
