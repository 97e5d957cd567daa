"""Where `import x` finds x: Python's own search (importlib's FileFinder) done with folder listings, importing nothing."""

from __future__ import annotations

import os

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
