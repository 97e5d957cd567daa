"""In which folders running this code leaves bytecode, told from its own text: Python writes it for modules that are
imported, into `__pycache__/` beside them (PEP 3147), and for no script that is run."""

from __future__ import annotations

import re
import sys

from watchlint.facts.paths import join
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Writing(Record):
    """A module that gets bytecode, and what imports it."""

    module: str
    """Its file."""
    by: str
    """The file that imports it; "" where a program does that imports what it serves or tests."""
    program: str = ""
    """What that program is called, in a sentence."""

    @property
    def words(self) -> str:
        """`run.py` imports `pkg/m.py`."""
        return f"{f'`{self.by}`' if self.by else self.program} imports `{self.module}`"


_FROM = re.compile(rb"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)", re.M)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([\w.]+[^\n#;]*)", re.M)
_SETTINGS = re.compile(rb"""["']DJANGO_SETTINGS_MODULE["']\]?[ \t]*[,=][ \t]*["']([\w.]+)["']""")

# `app = FastAPI(` where nothing starts it (`app.run(`): the only way to serve it is to import it.
_SERVED = re.compile(rb"^\w+[ \t]*(?::[^=\n]+)?=[ \t]*(?:\w+\.)?(?:FastAPI|Flask|Starlette|Quart)\(", re.M)
_TESTS = re.compile(rb"^[ \t]*(?:import|from)[ \t]+pytest\b", re.M)


def writings(sources: Iterable[tuple[str, bytes]], python_files: Collection[str]) -> Iterator[Writing]:
    """Each module that one of these sources (path, content) imports out of `python_files`, or that its server or pytest
    does. A name may be yielded more than once. Templates (`{{ name }}/`) are nobody's code."""
    modules = _Modules(python_files)
    for path, data in sources:
        if "{{" in path:
            continue
        folder, _, name = path.rpartition("/")
        if name == "conftest.py" or (name.startswith("test_") and _TESTS.search(data)):
            yield Writing(path, "", "pytest")
        elif _SERVED.search(data) and b".run(" not in data:
            yield Writing(path, "", "its server")
        for module in modules.imported(folder, data):
            yield Writing(module, path)


def _names(data: bytes) -> Iterator[tuple[int, list[str], list[str]]]:
    """(dots, parts of the module's name, names taken from it) of each import statement."""
    if b"import" in data:
        for dots, name, taken in _FROM.findall(data):
            names = re.findall(r"(?:^|[,(])\s*(\w+)", re.sub(r"#.*", "", taken.decode("utf-8", "replace")))
            yield len(dots), [part for part in name.decode().split(".") if part], names
        for text in _IMPORT.findall(data):
            for one in text.decode("utf-8", "replace").split(","):
                words = one.split()
                if words:
                    yield 0, words[0].split("."), []
    if b"DJANGO_SETTINGS_MODULE" in data:
        for name in _SETTINGS.findall(data):
            yield 0, name.decode().split("."), []


class _Modules:
    """The Python files of a tree, to be found by the names that other files give them."""

    def __init__(self, paths: Collection[str]) -> None:
        self.files = frozenset(paths)
        self.folders = {""}
        for path in self.files:
            folder = path.rpartition("/")[0]
            while folder not in self.folders:
                self.folders.add(folder)
                folder = folder.rpartition("/")[0]

    def imported(self, folder: str, data: bytes) -> Iterator[str]:
        """The files that a source in this folder imports."""
        top = folder
        while top and join(top, "__init__.py") in self.files:
            top = top.rpartition("/")[0]
        for dots, parts, names in _names(data):
            if dots:
                base: str | None = folder
                for _ in range(dots - 1):
                    base = base.rpartition("/")[0] if base else None
                if base is not None:
                    yield from self._below(base, parts, names)
            elif parts:
                yield from self._absolute(top, parts, names)

    def _absolute(self, top: str, parts: list[str], names: list[str]) -> Iterator[str]:
        """By the search path: the folder of the script or of its topmost package, then those above it with their `src`
        and `lib`, but for what the standard library has."""
        place: str | None = top
        while place is not None:
            bases = [place] if place == top else [place] * (parts[0] not in sys.stdlib_module_names)
            for base in [*bases, *(join(place, name) for name in ("src", "lib") if bases)]:
                if base in self.folders and self._is_here(base, parts[0]):
                    yield from self._below(base, parts, names)
                    return
            place = place.rpartition("/")[0] if place else None

    def _is_here(self, base: str, name: str) -> bool:
        path = join(base, name)
        return f"{path}.py" in self.files or path in self.folders

    def _below(self, base: str, parts: list[str], names: list[str]) -> Iterator[str]:
        """The files of `parts` one below the other, and those of `names` that are modules of the last."""
        for part in parts:
            base = join(base, part)
            if f"{base}/__init__.py" in self.files:
                yield f"{base}/__init__.py"
            elif f"{base}.py" in self.files:
                yield f"{base}.py"
                return
            elif base not in self.folders:
                return
        for name in names:
            path = join(base, name)
            for file in (f"{path}/__init__.py", f"{path}.py"):
                if file in self.files:
                    yield file
