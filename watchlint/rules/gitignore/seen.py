"""Which bytecode git would see, by git's own word, and where Python really writes some."""

from __future__ import annotations

from watchlint.facts.paths import join
from watchlint.findings import Edit, Fix
from watchlint.records import Record
from watchlint.rules.gitignore import BESIDE, CACHED, GITIGNORE, TEMPORARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from watchlint.facts.python.written_bytecode import Writing
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Glob, Settings

PATTERNS = {CACHED: "__pycache__/", BESIDE: "*.pyc", TEMPORARY: "__pycache__/"}
"""What is asked for in each folder -> the line that covers it."""


class Line(Record):
    """A line that makes git see again what a line before it covers."""

    source: str
    """The .gitignore it stands in, relative to the root; "../.gitignore" above it."""
    number: int
    pattern: str


class Seen(Record):
    """What git would not ignore: one of PATTERNS -> the folders where it is so."""

    missed: dict[str, list[str]]
    """Where no line matches."""
    undone: dict[Line, dict[str, list[str]]]
    """Where the last line that matches is a negation."""

    def folders(self, name: str) -> list[str]:
        """All folders in which git would see this name."""
        return [folder for by_name in (self.missed, *self.undone.values()) for folder in by_name.get(name, ())]


def seen(repository: Repository, settings: Settings) -> Seen:
    """What git would not ignore in the folders that hold Python; `allow-compiled` taken out."""
    return repository.shared("gitignore-seen", lambda: _asked(repository, settings.allow_compiled))


def _asked(repository: Repository, allowed: list[Glob]) -> Seen:
    asked = {join(folder, name): (folder, name) for folder in repository.folders_with_python for name in PATTERNS}
    paths = [path for path in asked if not any(glob.covers(path) for glob in allowed)]
    found = Seen({}, {})
    for path, verdict in repository.verdicts(paths).items():
        if not verdict.ignored:
            folder, name = asked[path]
            line = Line(verdict.source, verdict.line, verdict.pattern)
            by_name = found.undone.setdefault(line, {}) if verdict.source else found.missed
            by_name.setdefault(name, []).append(folder)
    return found


class _Written:
    """The first import that makes Python write bytecode in a folder, for each folder, searched for as far as is asked."""

    def __init__(self, writings: Iterator[Writing]) -> None:
        self.writings = writings
        self.known: dict[str, Writing] = {}

    def first(self, folders: Collection[str]) -> Writing | None:
        found = next((writing for folder, writing in self.known.items() if folder in folders), None)
        while found is None and (writing := next(self.writings, None)) is not None:
            folder = writing.module.rpartition("/")[0]
            if folder not in self.known:
                self.known[folder] = writing
                found = writing if folder in folders else None
        return found


def first_written(repository: Repository, folders: Iterable[str]) -> Writing | None:
    """The import found first, in the files nearest the root, that makes Python write bytecode in one of these folders."""

    def begun() -> _Written:
        from watchlint.facts.python.written_bytecode import writings

        return _Written(writings(repository.searched_python, repository.python_files))

    wanted = frozenset(folders)
    return repository.on_disk.shared("written-bytecode", begun).first(wanted) if wanted else None


def home(repository: Repository, folders: Iterable[str]) -> str:
    """The .gitignore that a line for all of these folders belongs in: the nearest above them, else the root's."""
    parts = [folder.split("/") for folder in folders]
    shared = [names[0] for names in zip(*parts, strict=False) if len(set(names)) == 1]
    for depth in range(len(shared), 0, -1):
        path = join("/".join(shared[:depth]), GITIGNORE)
        if repository.is_tracked(path) and repository.exists(path):
            return path
    return GITIGNORE


def adding(path: str, patterns: list[str], at_end: bool = False) -> Fix:
    """A fix that adds these lines to a .gitignore, beside their kin or after every other line."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import gitignore

        return gitignore.add(data, patterns, at_end)

    return Fix("add " + " and ".join(patterns) + f" to {path}", [Edit(path, change)])
