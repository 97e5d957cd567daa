"""The local modules that running a script brings in, found from the text alone: nothing is imported or run.

Counted as taken: every branch of `if` and `try` (but not `if TYPE_CHECKING`), imports inside functions, and
`importlib.import_module("literal")`. What is reached only through a branch or a function is marked by `Module.when`
and said in the notes, since the real run may leave it out. The order is the one Python runs in, so edits of
`sys.path` with a plain value work for what comes after them.
"""

from __future__ import annotations

import os

from watchlint.facts.python import module_paths, path_values
from watchlint.facts.python import source as python_source
from watchlint.facts.python.source import ALWAYS, CALLED, MAYBE
from watchlint.facts.regular import content
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Started = tuple[str, str, Iterator[python_source.Import | python_source.PathEdit]]
    """A file that runs: its path, its package, and what it has still to import."""


class Module(Record):
    """A local module: its dotted name as first imported, its file as Python finds it, and ALWAYS, MAYBE or CALLED."""

    name: str
    file: str
    when: int


class Unread(Record):
    """A local file that could not be read as Python, with the line (from 1) or None."""

    file: str
    line: int | None
    reason: str


class Imports(Record):
    """What a script brings in.

    modules      tuple of Module, in the order of import; the script itself is none of them
    namespaces   folders of the namespace packages that are imported
    compiles     folders (real paths) that gain a `__pycache__` by the run: those of source modules that have none yet
    unread       tuple of Unread: local files that do not parse; their own imports are unknown
    sources      path -> python_source.Source of every file that was read, the scripts included
    notes        sentences on what could not be known
    certain      False where a note says that the real run may differ
    doubts       of the notes, those on what the source does not tell: a path, a file that can't be read
    absent       top-level names that were imported and are neither found here nor in the standard library

    Paths are absolute, through links as the search path has them; take `os.path.realpath` where links must not count.
    """

    modules: tuple[Module, ...]
    namespaces: tuple[str, ...]
    compiles: tuple[str, ...]
    unread: tuple[Unread, ...]
    sources: dict[str, python_source.Source]
    notes: tuple[str, ...]
    certain: bool
    doubts: tuple[str, ...]
    absent: tuple[str, ...]


def local_imports(
    scripts: str | Iterable[str],
    search: Iterable[str],
    *,
    cwd: str | None = None,
    fallback: Iterable[str] = (),
    elsewhere: Iterable[str] = (),
    writes_bytecode: bool = True,
    read: Callable[[str], bytes | None] = content,
    heard: Callable[[Module | str], object] | None = None,
) -> Imports:
    """What running these scripts imports from local folders, transitively.

    `search` are the local folders of sys.path, in order: the script's own, those of PYTHONPATH. `fallback` are
    folders searched after the installed packages, such as the `src/` of a project installed in editable mode.
    `elsewhere` are top-level names known to be installed: a folder without `__init__.py` never hides an installed
    package. `writes_bytecode` is False under PYTHONDONTWRITEBYTECODE or PYTHONPYCACHEPREFIX. `cwd` makes relative
    `sys.path` edits absolute. `heard` is told each module and each doubt as it is found, and may raise: then the rest is not
    read.
    """
    cwd = os.path.abspath(cwd or os.getcwd())
    places = module_paths.Search(
        [os.path.join(cwd, folder) for folder in search],
        [os.path.join(cwd, folder) for folder in fallback],
        frozenset(elsewhere),
    )
    run = _Run(places, cwd, read, heard)
    for script in [scripts] if isinstance(scripts, str) else scripts:
        run.script(script)
    return run.result(writes_bytecode)


class _Run:
    def __init__(
        self,
        search: module_paths.Search,
        cwd: str,
        read: Callable[[str], bytes | None],
        heard: Callable[[Module | str], object] | None,
    ) -> None:
        self.search, self.cwd, self.read, self.heard = search, cwd, read, heard
        self.found: dict[str, module_paths.Found | None] = {}  # by dotted name: our sys.modules
        self.modules: dict[str, Module] = {}
        self.namespaces: dict[str, None] = {}
        self.sources: dict[str, python_source.Source] = {}
        self.unread: list[Unread] = []
        self.notes: dict[str, None] = {}
        self.doubts: dict[str, None] = {}
        self.absent: dict[str, None] = {}
        self.certain = True
        self.later: list[tuple[int, str, str, python_source.Import]] = []

    def script(self, path: str) -> None:
        """Runs a script as `__main__`, in passes: what always runs, then branches, then functions."""
        path = os.path.abspath(path)
        source = self._source(path, is_main=True)
        if source is not None:
            self._follow([(path, "", iter(source.events))], ALWAYS)
        for level in (MAYBE, CALLED):
            while any(item[0] <= level for item in self.later):
                ready = [item for item in self.later if item[0] <= level]
                self.later = [item for item in self.later if item[0] > level]
                for _, file, package, event in ready:
                    self._follow(self._import(file, package, event, level), level)

    def _source(self, file: str, is_main: bool = False) -> python_source.Source | None:
        if any(entry.file == file for entry in self.unread):
            return None
        data = self.read(file)
        if data is None:
            self._skip(Unread(file, None, "it is no readable file"))
            return None
        try:
            source = python_source.read(data, is_main)
        except python_source.Unparsable as error:
            self._skip(Unread(file, error.line, error.reason))
            return None
        self.sources[file] = source
        return source

    def _follow(self, stack: list[Started], level: int) -> None:
        """The imports of files and, depth first, of what they import. A stack, not recursion: chains are long."""
        while stack:
            file, package, events = stack[-1]
            event = next(events, None)
            if event is None:
                stack.pop()
            elif isinstance(event, python_source.PathEdit):
                self._edit_path(file, event)
            elif event.when > level:
                self.later.append((event.when, file, package, event))
            else:
                stack.extend(self._import(file, package, event, level))

    def _edit_path(self, file: str, edit: python_source.PathEdit) -> None:
        source = self.sources[file]
        value = path_values.evaluate(edit.value, source.names, file, self.cwd)
        if value is None:
            self._doubt(f"{file}:{edit.line}: sys.path gets a folder that the source does not tell")
            return
        folder = os.path.normpath(os.path.join(self.cwd, value))
        if self.search.add(folder, first=edit.position == 0):
            # What was not found before may be found now.
            self.found = {name: found for name, found in self.found.items() if found is not None}

    def _import(self, file: str, package: str, event: python_source.Import, level: int) -> list[Started]:
        """One import statement: the files it starts, the first to run last, as a stack wants them."""
        started: list[Started] = []
        name = event.module
        if event.level:
            parts = package.split(".") if package else []
            if len(parts) < event.level:
                self._doubt(f"{file}:{event.line}: a relative import that leaves its package")
                return started
            name = ".".join(parts[: len(parts) - event.level + 1] + ([name] if name else []))
        found = self._load(name, level, started)
        top = name.partition(".")[0]
        if found is None and self.found.get(top) is not None:
            self._note(f"{file}:{event.line}: {name} is not found in the local {top}")
        if found is not None and found.paths is not None:
            for part in self._submodules(name, found, event.names):
                self._load(f"{name}.{part}", level, started)
        return started[::-1]

    def _submodules(self, package: str, found: module_paths.Found, names: tuple[str, ...]) -> Iterable[str]:
        """Of `from package import names`, those that import a submodule: what `__init__` does not bind itself.
        What it takes from the package by the same words is such a submodule."""
        source = self.sources.get(found.file) if found.file else None
        bound = source.bound if source else {}
        if names == ("*",):
            names = (source.exported or ()) if source else ()
        return [name for name in names if bound.get(name, ".") in (".", package)]

    def _load(self, name: str, level: int, started: list[Started]) -> module_paths.Found | None:
        """Imports a dotted name and every package above it; None where it is not local."""
        found, paths, done = None, None, ""
        for part in name.split("."):
            if not part:
                return None
            done = f"{done}.{part}" if done else part
            if done not in self.found:
                found = self._look(part, paths)
                taken = found is not None and self._take(done, found, level, started)
                self.found[done] = found if taken else None
            found = self.found[done]
            if found is None or (found.paths is None and done != name):
                return None
            paths = found.paths
        return found

    def _look(self, part: str, paths: tuple[str, ...] | None) -> module_paths.Found | None:
        if paths is not None:
            return module_paths.find(part, paths, self.search.folders)
        found, why = self.search.top(part)
        if why == module_paths.ABSENT:
            self.absent[part] = None
        elif why == module_paths.STANDARD:
            self._note(f"{part} is a local module and one of the standard library: the library's is counted")
        return found

    def _take(self, name: str, found: module_paths.Found, level: int, started: list[Started]) -> bool:
        """Notes a module as imported, unless it does not parse: then its import fails, and Python forgets it."""
        if found.file is None:
            self.namespaces.update(dict.fromkeys(found.paths or ()))
            return True
        source = None
        if found.file.endswith(".py"):
            source = self.sources.get(found.file) or self._source(found.file)
            if source is None:
                return False
        if found.file not in self.modules:
            self.modules[found.file] = Module(name, found.file, level)
            if self.heard:
                self.heard(self.modules[found.file])
            if level != ALWAYS:
                self.certain = False
        if source is not None:
            package = name if found.paths is not None else name.rpartition(".")[0]
            started.append((found.file, package, iter(source.events)))
        return True

    def _note(self, sentence: str) -> None:
        self.notes[sentence] = None

    def _skip(self, entry: Unread) -> None:
        self.unread.append(entry)
        if self.heard:
            self.heard(_skipped(entry))

    def _doubt(self, sentence: str) -> None:
        if self.heard:
            self.heard(sentence)
        self._note(sentence)
        self.doubts[sentence] = None
        self.certain = False

    def result(self, writes_bytecode: bool) -> Imports:
        """The answer, once every script has been followed."""
        compiles: dict[str, None] = {}
        for module in self.modules.values():
            folder = os.path.realpath(os.path.dirname(module.file))
            if writes_bytecode and module.file.endswith(".py"):
                if "__pycache__" not in self.search.folders.names(folder) and os.access(folder, os.W_OK):
                    compiles[folder] = None
        for level, why in ((MAYBE, "on a branch that may not be taken"), (CALLED, "inside functions")):
            names = [module.name for module in self.modules.values() if module.when == level]
            if names:
                shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
                self._note(f"imported only {why}, counted as imported: {shown}")
        for entry in self.unread:
            self._doubt(_skipped(entry))
        modules, namespaces = tuple(self.modules.values()), tuple(self.namespaces)
        absent = [name for name in self.absent if self.found.get(name) is None]
        return Imports(
            modules, namespaces, tuple(compiles), tuple(self.unread), self.sources, tuple(self.notes), self.certain,
            tuple(self.doubts), tuple(absent),
        )  # fmt: skip


def _skipped(entry: Unread) -> str:
    return f"{entry.file}{f':{entry.line}' if entry.line else ''}: skipped, {entry.reason}"
