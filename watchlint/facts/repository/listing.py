"""The files a repository owns, kept as the one text git prints: fast to search, split on demand."""

from __future__ import annotations

import os

from watchlint.computed import cached_property
from watchlint.facts.repository.git import Git, GitError, GitTooOld

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from watchlint.facts.repository.programs import Program

# What a walk without git passes over: no repository owns these.
SKIPPED = frozenset({
    ".git", ".hg", ".svn", "__pycache__", ".venv", "venv", "node_modules", ".tox", ".nox",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints",
})  # fmt: skip


FEW = 6
"""Endings that are searched for one by one: a search of 200,000 paths takes 3 ms, gathering how each of them ends ten times that."""

SHARE = 10
"""Where more than one in so many paths ends so, a look at each path beats finding each hit in the text."""


SHORT = 200_000
"""Bytes of an index, some 2,000 files, that one git lists sooner than two side by side."""


class _Paths:
    """Paths in one text, each ended by NUL, and what was found out about them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = 0
        self._by_tail: dict[str, list[str] | None] = {}
        self._searched: dict[Callable[[str], Iterable[str]], list[str]] = {}

    @cached_property
    def each(self) -> list[str]:
        return self.text.split("\0")[:-1]

    @cached_property
    def count(self) -> int:
        return self.text.count("\0")

    @cached_property
    def tails(self) -> set[str]:
        """The last three characters of every path. A hook asks for a hundred endings, most of which no file has."""
        return {path[-3:] for path in self.each}

    def gather(self) -> None:
        """Look at each path once, as many questions want it: for those who wait anyway."""
        self.asked = FEW + 1
        _ = self.tails

    def may_end(self, suffix: str) -> bool:
        """Whether some path may end so: False where its tail is none of theirs."""
        tail = suffix[-3:]
        return tail in self.tails or (len(tail) < 3 and any(other.endswith(tail) for other in self.tails))

    def ending(self, suffix: str) -> Iterable[str]:
        """The paths that end so."""
        self.asked += 1
        if self.asked > FEW:
            if not self.may_end(suffix):
                return []
            near = self._with_tail(suffix[-3:]) if len(suffix) >= 3 else None
            if near is not None:
                return [path for path in near if path.endswith(suffix)]
        hits = self.text.count(suffix + "\0")
        if hits * SHARE > self.count:
            return [path for path in self.each if path.endswith(suffix)]
        return _ending(self.text, suffix) if hits else []

    def _with_tail(self, tail: str) -> list[str] | None:
        """The paths with this tail, which many endings share; None where they are too many to look at each."""
        if tail not in self._by_tail:
            is_rare = self.text.count(tail + "\0") * SHARE <= self.count
            self._by_tail[tail] = list(_ending(self.text, tail)) if is_rare else None
        return self._by_tail[tail]

    def searched(self, search: Callable[[str], Iterable[str]]) -> list[str]:
        """What a search of the text finds, searched once."""
        if search not in self._searched:
            self._searched[search] = list(search(self.text))
        return self._searched[search]

    def has_ending(self, suffix: str) -> bool:
        """Whether one ends so."""
        return (self.asked <= FEW or self.may_end(suffix)) and suffix + "\0" in self.text


class Listing:
    """Paths relative to the root with forward slashes, each ended by NUL, tracked and others apart."""

    def __init__(self, tracked: str, others: str) -> None:
        self._tracked = tracked
        self._others = others

    @property
    def tracked_text(self) -> str:
        return self._tracked

    @property
    def others_text(self) -> str:
        return self._others

    @property
    def texts(self) -> tuple[str, str]:
        return self.tracked_text, self.others_text

    @property
    def tracked(self) -> list[str]:
        return self.tracked_text.split("\0")[:-1]

    @property
    def files(self) -> list[str]:
        """Tracked files, then those untracked and not ignored (git-ls-files(1))."""
        return "".join(self.texts).split("\0")[:-1]

    def begin(self) -> None:
        """Nothing has to be waited for."""

    def _each(self) -> Iterator[str]:
        """The texts one after another, each as soon as it is there."""
        yield from self.texts

    @property
    def count(self) -> int:
        return sum(self._paths(text).count for text in self.texts)

    @cached_property
    def _known(self) -> dict[str, _Paths]:
        return {}

    def _paths(self, text: str) -> _Paths:
        if text not in self._known:
            self._known[text] = _Paths(text)
        return self._known[text]

    def containing(self, *words: str) -> list[str]:
        """The files whose path has one of these words in it, in small letters or capitals."""
        return [path for text in self.texts for path in containing(text, words)]

    def searched(self, search: Callable[[str], Iterable[str]]) -> list[str]:
        """What a search of a text of paths, each ended by NUL, finds in all of them."""
        return [path for text in self._each() for path in self._paths(text).searched(search)]

    @property
    def is_waiting(self) -> bool:
        """Whether the tracked paths are known, and git is still looking for the others."""
        return False

    def search_tracked(self, search: Callable[[str], Iterable[str]]) -> list[str]:
        """As `searched`, of tracked files only."""
        return self._paths(self.tracked_text).searched(search)

    def named(self, *names: str) -> list[str]:
        """The files whose last part is one of these names."""
        return [path for name in names for path in self.ending(name) if path.rpartition("/")[2] == name]

    def ending(self, *suffixes: str) -> list[str]:
        """The files whose path ends in one of these texts."""
        return [path for suffix in suffixes for text in self._each() for path in self._paths(text).ending(suffix)]

    def tracked_ending(self, *suffixes: str) -> list[str]:
        """As `ending`, of tracked files only."""
        return [path for suffix in suffixes for path in self._paths(self.tracked_text).ending(suffix)]

    def has_tracked(self, endings: Iterable[str], marks: Iterable[str]) -> bool:
        """Whether a tracked path ends in one of these texts, or has one of these marks in it."""
        paths = self._paths(self.tracked_text)
        if self.is_waiting:
            paths.gather()
        return any(mark in paths.text for mark in marks) or any(map(paths.has_ending, endings))

    def owns_all(self, paths: Iterable[str]) -> bool:
        text = "\0" + "".join(self.texts)
        return all(f"\0{path}\0" in text for path in paths)

    def changed(self, created: Iterable[str], gone: Collection[str], untracked: Collection[str]) -> Listing:
        """This listing after a plan: files created and gone, and files taken from the index."""
        tracked = _text(path for path in self.tracked if path not in gone and path not in untracked)
        others = [path for path in self.others_text.split("\0")[:-1] if path not in gone]
        known = set(self.tracked).union(others)
        others += [path for path in created if path not in known]
        others += [path for path in untracked if path not in gone and path in known]
        return Listing(tracked, _text(others))


class GitListing(Listing):
    """What `git ls-files` lists, asked when it is needed."""

    def __init__(self, git: Git) -> None:
        self._git = git

    @cached_property
    def texts(self) -> tuple[str, str]:
        tracked, others = self._each()
        return tracked, others

    def begin(self) -> None:
        """Let git start on both lists, for those who will ask for both: it goes on with the slower one while the first one is
        searched. A short index is read by one git for both, as starting another takes longer."""
        if self._git.index_size < SHORT:
            _ = self._both_begun
        else:
            _ = self._tracked_begun, self._others_begun

    def _each(self) -> Iterator[str]:
        self.begin()
        try:
            yield self.tracked_text
        except GitError:
            if "_others_begun" in self.__dict__:
                self._others_begun.stop()  # leave no process behind
            raise
        if "others_text" not in self.__dict__:
            self._paths(self.tracked_text).gather()  # git is still looking for the others
        yield self.others_text

    @property
    def is_waiting(self) -> bool:
        known = self.__dict__
        return "_others_begun" in known and "tracked_text" in known and "others_text" not in known

    @cached_property
    def _tracked_begun(self) -> Program:
        # --deduplicate: an unmerged path would stand once for each of its stages (git 2.31).
        return self._git.start("ls-files", "-z", "--cached", "--deduplicate")

    @cached_property
    def _both_begun(self) -> Program:
        return self._git.start("ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard")

    @cached_property
    def _both(self) -> tuple[str, str]:
        """What is tracked and what is not, told apart by what stands before each path."""
        entries = os.fsdecode(self._git.finish(self._both_begun)).split("\0")[:-1]
        # An unmerged path stands there for each of its stages.
        tracked = dict.fromkeys(entry[2:] for entry in entries if not entry.startswith("? "))
        return _text(tracked), _text(entry[2:] for entry in entries if entry.startswith("? "))

    @cached_property
    def tracked_text(self) -> str:
        if "_both_begun" in self.__dict__:
            return self._both[0]
        try:
            out = self._git.finish(self._tracked_begun)
        except GitTooOld:
            out = b"\0".join(dict.fromkeys(self._git.run("ls-files", "-z", "--cached").split(b"\0")))
        return os.fsdecode(out)

    @cached_property
    def _others_begun(self) -> Program:
        return self._git.start("ls-files", "-z", "--others", "--exclude-standard")

    @cached_property
    def others_text(self) -> str:
        both = "_both_begun" in self.__dict__
        text = self._both[1] if both else os.fsdecode(self._git.finish(self._others_begun))
        if "/\0" in text:  # a repository inside this one: not ours
            text = _text(path for path in text.split("\0")[:-1] if not path.endswith("/"))
        return text


def _text(paths: Iterable[str]) -> str:
    return "".join(path + "\0" for path in paths)


def containing(text: str, words: Iterable[str]) -> list[str]:
    """The paths of a text in which one of these words stands, in small letters or capitals."""
    low = text.lower()
    if len(low) != len(text):  # a letter that grows when it is made small
        return [path for path in text.split("\0") if any(word in path.lower() for word in words)]
    found: dict[str, None] = {}
    for word in words:
        at = low.find(word)
        while at >= 0:
            end = text.find("\0", at)
            found[text[text.rfind("\0", 0, at) + 1 : end]] = None
            at = low.find(word, end)
    return list(found)


def _ending(text: str, suffix: str) -> Iterator[str]:
    needle = suffix + "\0"
    at = text.find(needle)
    while at >= 0:
        yield text[text.rfind("\0", 0, at) + 1 : at + len(suffix)]
        at = text.find(needle, at + len(suffix))


def walk(root: str) -> Listing:
    """The files under a root that has no git, other people's folders passed over."""
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
        )
        prefix = os.path.relpath(folder, root).replace(os.sep, "/") + "/"
        found += [(name if prefix == "./" else prefix + name) for name in sorted(files)]
    return Listing("", _text(found))
