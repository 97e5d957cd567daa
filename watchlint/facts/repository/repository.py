"""One repository's facts, each computed once, when first asked, and shared by every hook."""

from __future__ import annotations

import os

from watchlint.computed import cached_property
from watchlint.facts.repository.git import Git, GitError
from watchlint.facts.repository.work_tree import Unreadable, WorkTree
from watchlint.records import Record

__all__ = ["Problem", "Repository", "Unreadable"]

# What says how the rest is judged, and is asked of the index where a sparse checkout has not written it.
_FROM_INDEX = frozenset((".gitignore", "pyproject.toml", ".watchlint.toml", ".watchmanconfig", "config.toml"))

# What a fix may make; git ignores none of it, or it would not have been made.
_MADE_BY_FIXES = (".gitignore", ".watchlint.toml", ".watchmanconfig", "config.toml")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator
    from typing import TypeVar

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.repository.ignore import Verdict
    from watchlint.facts.repository.ignored import Ignored
    from watchlint.facts.repository.listing import Listing

    T = TypeVar("T")


class Problem(Record):
    """What can't be read or understood: the file, the line (from 1) or None, and why. `fails`: whether the repository is then not
    checked; else it is said and no more."""

    path: str
    line: int | None
    message: str
    fails: bool = True


class Repository:
    """The repository at `root` (an absolute path), with planned changes laid over it, if any.

    Raises GitError where git is there and refuses the folder.
    """

    def __init__(self, root: str, git: Git | None = None) -> None:
        self._lay(root)
        self.git: Git | None = git or Git.open(self.root)

    def _lay(self, root: str) -> None:
        """All but git: for those who see a repository otherwise."""
        self.root = os.path.realpath(root)
        self.work_tree = WorkTree(self.root)
        self.planned: dict[str, bytes | None] = {}
        self.untracked_by_plan: frozenset[str] = frozenset()
        self.problems: list[Problem] = []
        self.on_disk: Repository = self
        self._shared: dict[Hashable, object] = {}

    def overlay(self, changes: dict[str, bytes | None], untracked: Iterable[str] = ()) -> Repository:
        """The same repository as it would be with these contents (None: gone) and index."""
        planned = object.__new__(Repository)
        planned.root = self.root
        planned.work_tree = self.work_tree
        planned.git = self.git
        planned.planned = {**self.planned, **changes}
        planned.untracked_by_plan = self.untracked_by_plan.union(untracked)
        planned.problems = []
        planned.on_disk = self.on_disk
        planned._shared = {}
        return planned

    def shared(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this key: facts that several rules share."""
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]  # type: ignore[return-value]  # a key always has the type its maker gave

    @property
    def has_git(self) -> bool:
        return self.git is not None

    @cached_property
    def listing(self) -> Listing:
        """Which files the repository owns."""
        from watchlint.facts.repository import listing

        if self.on_disk is not self:
            base = self.on_disk.listing
            created = [path for path, data in self.planned.items() if data is not None]
            gone = {path for path, data in self.planned.items() if data is None}
            if not gone and not self.untracked_by_plan and base.owns_all(created):
                return base
            return base.changed(created, gone, self.untracked_by_plan)
        return listing.GitListing(self.git) if self.git else listing.walk(self.root)

    @cached_property
    def carried(self) -> Listing:
        """The files as the commit or the push that calls us carries them, as tracked; elsewhere the listing."""
        from watchlint.facts.repository import runner

        if self.on_disk is not self:
            base = self.on_disk.carried
            if base is self.on_disk.listing:
                return self.listing
            gone = {path for path, data in self.planned.items() if data is None}
            return base.changed((), gone, self.untracked_by_plan)
        return runner.carried(self.git, self.listing) if self.git else self.listing

    @cached_property
    def files(self) -> list[str]:
        return self.listing.files

    @cached_property
    def tracked(self) -> frozenset[str]:
        return frozenset(self.listing.tracked)

    def is_tracked(self, path: str) -> bool:
        """As `path in tracked`, by one search: the set of a large listing takes its time to make."""
        return f"\0{path}\0" in self._tracked_text

    @cached_property
    def _tracked_text(self) -> str:
        return "\0" + self.listing.tracked_text

    def named(self, *names: str) -> list[str]:
        return self.listing.named(*names)

    def suffixed(self, *suffixes: str) -> list[str]:
        return self.listing.ending(*suffixes)

    def provides(self, name: str) -> bool:
        """Whether this is the home of a Python package of this name: the root, `src` or `lib` has it."""
        return any(self.exists(f"{folder}{name}/__init__.py") for folder in ("", "src/", "lib/"))

    @cached_property
    def deleted_count(self) -> int:
        """How many tracked files are gone from the work tree (sparse checkouts excepted)."""
        if self.on_disk is not self:
            return self.on_disk.deleted_count
        if not self.git:
            return 0
        # Not `diff-files` or `status`: they read content, through the filters that .git/config names.
        return len(
            set(self.git.run("ls-files", "-z", "--deleted").split(b"\0")[:-1])
        )  # an unmerged path stands there thrice

    @cached_property
    def python_files(self) -> list[str]:
        return self.suffixed(".py", ".pyw")

    @cached_property
    def folders_with_python(self) -> list[str]:
        """The folders in which running Python leaves bytecode; "" is the root."""
        return sorted({path.rpartition("/")[0] for path in self.python_files})

    @cached_property
    def untracked_settings(self) -> list[str]:
        """The files of git, watchman, Streamlit and our own that decide a verdict, as fixes make them, and are in no clone."""
        if not self.git:
            return []
        found = self.named(*_MADE_BY_FIXES)
        return [path for path in found if not self.is_tracked(path) and not os.path.islink(self.absolute(path))]

    # reading

    def exists(self, path: str) -> bool:
        """Whether something is there, a dangling link included; or in the index only, for what is read from it."""
        if path in self.planned:
            return self.planned[path] is not None
        return os.path.lexists(self.absolute(path)) or self.is_in_index_only(path)

    def is_in_index_only(self, path: str) -> bool:
        """Whether git tracks this settings file and it is not on disk: not in a sparse checkout's share, or deleted."""
        if path.rpartition("/")[2] not in _FROM_INDEX or not self.git or not self.on_disk.is_tracked(path):
            return False
        return not os.path.lexists(self.absolute(path))

    def _from_index(self, path: str) -> bytes | None:
        if path not in self.on_disk._index_blobs:
            try:
                self.on_disk._index_blobs[path] = self.git.index_blob(path) if self.git else None
            except GitError:
                raise Unreadable(path, "is tracked, not checked out, and its content is not in this clone") from None
        return self.on_disk._index_blobs[path]

    @cached_property
    def _index_blobs(self) -> dict[str, bytes | None]:
        return {}

    def absolute(self, path: str) -> str:
        return os.path.join(self.root, *path.split("/"))

    def real(self, path: str) -> str:
        """The path of the file that this name leads to, through links inside the root; the path itself where there are none."""
        known: dict[str, str] = self.on_disk.shared("real", dict)
        if path not in known:
            absolute = self.absolute(path)
            found = os.path.realpath(absolute)
            inside = found != absolute and found.startswith(self.root.rstrip(os.sep) + os.sep)
            known[path] = os.path.relpath(found, self.root).replace(os.sep, "/") if inside else path
        return known[path]

    @cached_property
    def unmerged(self) -> frozenset[str]:
        """The paths of a merge whose conflict is not settled yet."""
        if not self.git:
            return frozenset()
        entries = os.fsdecode(self.git.run("ls-files", "-z", "--unmerged")).split("\0")[:-1]
        return frozenset(entry.partition("\t")[2] for entry in entries)

    def read(self, path: str) -> bytes | None:
        """The file's bytes, planned, on disk or, of a settings file, in the index; None where there is no such file.

        Raises Unreadable for what is no regular file, is too large, is behind a link that leaves the
        root, or may not be read.
        """
        if self.planned:
            target = path if path in self.planned else self.real(path)
            if target in self.planned:
                return self.planned[target]
        data = self.work_tree.read(path)
        return self._from_index(path) if data is None and self.is_in_index_only(path) else data

    def read_or_note(self, path: str) -> bytes | None:
        """As `read`, but a file that can't be read is noted in `problems` and answers None."""
        try:
            return self.read(path)
        except Unreadable as unreadable:
            problem = Problem(path, None, unreadable.reason)
            if problem not in self.problems:
                self.problems.append(problem)
            return None

    def were_read(self) -> list[tuple[str, bytes]]:
        """The files that have been read so far, each with its content; those that a plan changes as they will be."""
        found = {path: self.planned.get(path, data) for path, data in self.work_tree.were_read().items()}
        return [(path, data) for path, data in {**found, **self.planned}.items() if data is not None]

    def look(self, path: str) -> bytes | None:
        """As `read`, but None for what can't be read: for those who only ask whether a file is of their kind."""
        try:
            return self.read(path)
        except Unreadable:
            return None

    # what git ignores

    @cached_property
    def _ignored(self) -> Ignored:
        from watchlint.facts.repository.ignored import Ignored

        return Ignored(self, self.on_disk)

    def verdicts(self, paths: list[str]) -> dict[str, Verdict]:
        """For each path the verdict a fresh clone's git would give, from .gitignore files alone."""
        return self._ignored.verdicts(paths)

    def is_ignored_here(self, path: str) -> bool:
        """Whether `git add` would pass over a new file of this path, as things stand here, .git/info/exclude included."""
        return self._ignored.is_ignored_here(path)

    def root_ignores(self, names: list[str]) -> bool:
        """Whether the root's .gitignore alone makes git ignore these names, in whatever folder they lie; False says only that
        each folder has to be asked for."""
        return self._ignored.by_root(names)

    # what the code uses

    @cached_property
    def dependencies(self) -> Dependencies:
        """What the project requires."""
        from watchlint.facts.packages.dependencies import Dependencies
        from watchlint.facts.packages.files import ENDS

        # Of a large listing only what can be a dependency file, by a few searches.
        paths = {*self.suffixed(*ENDS), *self.listing.searched(of_dependencies)}
        return Dependencies(sorted(paths), self.read_or_note, self._installing)

    def _installing(self) -> Iterator[bytes]:
        from watchlint.facts.packages.package_names import INSTALLING

        for path in {*self.suffixed(*INSTALLING), *self.listing.containing("ockerfile", "compose", "ontainerfile")}:
            yield self.look(path) or b""

    def all_problems(self) -> list[Problem]:
        """Files that were asked for and could not be read or understood, so far."""
        found = list(self.problems)
        if "dependencies" in self.__dict__:  # asking now would read what nobody needed
            found += [Problem(*problem) for problem in self.dependencies.broken]
        return list(dict.fromkeys(found))

    def imports(self, *modules: str) -> list[str]:
        """The Python files, of those searched, that import one of these modules."""
        from watchlint.facts.repository import code

        return code.importing(modules, self.searched_python, self._known_imports)

    @cached_property
    def _known_imports(self) -> dict[str, frozenset[bytes]]:
        return {}

    @cached_property
    def searched_python(self) -> list[tuple[str, bytes]]:
        """(path, content) of the Python files that are searched: `code.MAX_SEARCHED`, those nearest the root."""
        from watchlint.facts.repository import code

        if self.on_disk is not self and not any(path.endswith(".py") for path in self.planned):
            return self.on_disk.searched_python
        return code.nearest(self.python_files, self.read)


def of_dependencies(text: str) -> list[str]:
    """The paths of a listing's text that may be dependency files, by a word in them."""
    from watchlint.facts.packages.files import WORDS
    from watchlint.facts.repository.listing import containing

    return containing(text, WORDS)
