"""One repository's facts, each computed once, when first asked, and shared by every hook."""

from __future__ import annotations

import os
from collections import namedtuple
from functools import cached_property

from watchlint.facts.repository.git import Git, GitError
from watchlint.facts.repository.ignore import Verdict
from watchlint.facts.repository.work_tree import Unreadable, WorkTree

# Python files searched for an import, those nearest the root first: apps start near the top, and
# reading every file of a large repository would cost more than all other checks together.
MAX_SEARCHED = 1000

# What says how the rest is judged, and is asked of the index where a sparse checkout has not written it.
_FROM_INDEX = frozenset((".gitignore", "pyproject.toml", ".watchlint.toml", ".watchmanconfig", "config.toml"))

# What a fix may make; git ignores none of it, or it would not have been made.
_MADE_BY_FIXES = (".gitignore", ".watchlint.toml", ".watchmanconfig", "config.toml")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any, TypeVar

    from watchlint.facts.repository.listing import Listing

    T = TypeVar("T")

Problem = namedtuple("Problem", "path line message")


class Repository:
    """The repository at `root` (an absolute path), with planned changes laid over it, if any.

    Raises GitError where git is there and refuses the folder.
    """

    def __init__(self, root: str, git: Git | None = None):
        self._lay(root)
        self.git = git or Git.open(self.root)

    def _lay(self, root: str) -> None:
        """All but git: for those who see a repository otherwise."""
        self.root = os.path.realpath(root)
        self.work_tree = WorkTree(self.root)
        self.planned: dict[str, bytes | None] = {}
        self.untracked_by_plan: frozenset[str] = frozenset()
        self.problems: list[Problem] = []
        self.on_disk = self
        self._shared: dict[Hashable, Any] = {}

    def overlay(self, changes: dict[str, bytes | None], untracked=()) -> Repository:
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
        found: T = self._shared[key]
        return found

    @property
    def has_git(self) -> bool:
        return self.git is not None

    @cached_property
    def listing(self):
        """Which files the repository owns: a `Listing`."""
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
        """The files as the commit or the push that calls us carries them, as tracked; elsewhere the listing.

        A push carries its commit, whatever the index says by now. `git commit PATH` takes all but PATH from the last commit:
        what the index has lost since then is on its way out and belongs to the next commit.
        """
        from watchlint.facts.repository import listing, runner

        if self.on_disk is not self:
            base = self.on_disk.carried
            if base is self.on_disk.listing:
                return self.listing
            gone = {path for path, data in self.planned.items() if data is None}
            return base.changed((), gone, self.untracked_by_plan)
        revision = runner.pushed()
        if self.git and revision:
            out = self.git.run("ls-tree", "-r", "-z", "--name-only", revision)
            return listing.Listing(os.fsdecode(out), "")
        if self.git and self.git.index_is_temporary and runner.commit() == "paths":
            kept = set(os.fsdecode(self.git.run_on_own_index("ls-files", "-z", "--cached")).split("\0"))
            tracked = "".join(path + "\0" for path in self.listing.tracked if path in kept)
            return listing.Listing(tracked, self.listing.others_text)
        return self.listing

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
        return self.git.run("ls-files", "-z", "--deleted", "--deduplicate").count(b"\0")

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
                self.on_disk._index_blobs[path] = self.git.index_blob(path)
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

    def look(self, path: str) -> bytes | None:
        """As `read`, but None for what can't be read: for those who only ask whether a file is of their kind."""
        try:
            return self.read(path)
        except Unreadable:
            return None

    # what git ignores

    def verdicts(self, paths: list[str]) -> dict[str, Verdict]:
        """For each path the verdict a fresh clone's git would give, from .gitignore files alone."""
        from watchlint.facts.repository import ignore

        if not self.git:
            from watchlint.facts.repository import ignore_without_git

            return ignore_without_git.verdicts(self._gitignores(), paths)
        if any(path.rpartition("/")[2] == ".gitignore" for path in self.planned) or self._lacks_gitignores:
            return self._verdicts_of_clone(paths)
        try:
            found = ignore.ask(self.git, paths)
        except ignore.GitError:  # a folder replaced by a symbolic link, for one
            return self._verdicts_of_clone(paths)
        if all(self._counts(verdict.source) for verdict in found.values()):
            return found
        return self._verdicts_of_clone(paths)

    def is_ignored_here(self, path: str) -> bool:
        """Whether `git add` would pass over a new file of this path, as things stand here, .git/info/exclude included."""
        from watchlint.facts.repository import ignore

        try:
            return bool(self.git) and any(verdict.ignored for verdict in ignore.ask(self.git, [path]).values())
        except GitError:  # behind a symbolic link: writing there is refused for that
            return False

    @cached_property
    def _lacks_gitignores(self) -> bool:
        """Whether a tracked .gitignore is not on disk: `git check-ignore --no-index` asks no index."""
        if any(self.is_in_index_only(path) for path in self.listing.tracked_ending(".gitignore")):
            return True
        absent = [path for path in self._gitignores_above if not os.path.lexists(os.path.join(self.root, path))]
        return bool(absent) and self.git.run("ls-files", "-z", "--", *absent) != b""

    @cached_property
    def _gitignores_above(self) -> list[str]:
        return ["../" * depth + ".gitignore" for depth in range(1, self.git.prefix.count("/") + 1)]

    def root_ignores(self, names: list[str]) -> bool:
        """Whether the root's .gitignore alone makes git ignore these names, in whatever folder they lie.

        So it is where a line without a slash (but a last one) matches each, for such a line holds at any depth, and no
        .gitignore here has a negation (gitignore(5)). Asking for every folder of a large repository takes longer than all
        else. False says only that each folder has to be asked for.
        """
        if not self.git or any(_has_negation(self.read_or_note(path) or b"") for path in self.named(".gitignore")):
            return False
        if any(path.endswith(".gitignore") for path in self.planned):
            return False
        found = self.verdicts(names).values()
        return all(
            verdict.ignored and verdict.source == ".gitignore" and "/" not in verdict.pattern.rstrip("/")
            for verdict in found
        )

    def _verdicts_of_clone(self, paths: list[str]) -> dict[str, Verdict]:
        from watchlint.facts.repository import ignore

        answer = self.git.run("config", "--type=bool", "--default=false", "--get", "core.ignoreCase")
        files = self._gitignores()
        for above in self._gitignores_above:
            try:
                with open(os.path.join(self.root, above), "rb") as file:
                    files[above] = file.read()
            except OSError:
                data = self.git.index_blob(above)
                if data is not None:
                    files[above] = data
        return ignore.ask_of(files, paths, self.git.prefix, answer.strip() == b"true", self.git.program)

    def _counts(self, source: str) -> bool:
        """Whether a clone has this source of patterns: tracked, or the root's own about to be."""
        if source == ".gitignore":
            return self.is_tracked(source) or "\0.gitignore\0" in "\0" + self.listing.others_text
        if source.startswith("../") or not source:  # above the root: not ours to judge
            return True
        return source.endswith(".gitignore") and self.is_tracked(source)

    def _gitignores(self) -> dict[str, bytes]:
        """Every .gitignore that counts, with its content; git follows no linked one (since 2.32)."""
        found = {}
        for path in {*self.named(".gitignore"), *self.planned}:
            if path.rpartition("/")[2] != ".gitignore" or os.path.islink(self.absolute(path)):
                continue
            created = path in self.planned and not os.path.lexists(self.absolute(path))
            if self.git and not created and not self.on_disk._counts(path):
                continue
            data = self.read_or_note(path)
            if data is not None:
                found[path] = data
        return found

    # what the code uses

    @cached_property
    def dependencies(self):
        """What the project requires: a `watchlint.facts.packages.dependencies.Dependencies`."""
        from watchlint.facts.packages.dependencies import ENDS, WORDS, Dependencies

        # Of a large listing only what can be a dependency file, by a few searches.
        paths = {*self.suffixed(*ENDS), *self.listing.containing(*WORDS)}
        return Dependencies(sorted(paths), self.read_or_note)

    def all_problems(self) -> list[Problem]:
        """Files that were asked for and could not be read or understood, so far."""
        found = list(self.problems)
        if "dependencies" in self.__dict__:  # asking now would read what nobody needed
            found += [Problem(*problem) for problem in self.dependencies.broken]
        return list(dict.fromkeys(found))

    def imports(self, *modules: str) -> list[str]:
        """The Python files, of those searched (MAX_SEARCHED), that import one of these modules."""
        import re

        names = b"|".join(re.escape(name.encode()) for name in modules)
        statement = re.compile(
            rb"^(?:\xef\xbb\xbf)?[ \t]*(?:import|from)[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*(?:" + names + rb")\b", re.M
        )
        found = []
        for path, data in self.searched_python:
            if any(name.encode() in data for name in modules) and statement.search(data):
                found.append(path)
        return found

    @cached_property
    def searched_python(self) -> list[tuple[str, bytes]]:
        """(path, content) of the Python files that are searched: MAX_SEARCHED, those nearest the root."""
        if self.on_disk is not self and not any(path.endswith(".py") for path in self.planned):
            return self.on_disk.searched_python
        nearest = sorted(self.python_files, key=_depth)[:MAX_SEARCHED]
        read = []
        for path in nearest:
            try:
                data = self.read(path)
            except Unreadable:
                continue
            if data:
                read.append((path, data))
        return read


def _depth(path: str) -> int:
    return path.count("/")


def _has_negation(data: bytes) -> bool:
    return b"\n!" in data or data.removeprefix(b"\xef\xbb\xbf").startswith(b"!")
