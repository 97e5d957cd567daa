"""What a repository's .gitignore files make git ignore, in any clone of it: git is asked, or where there is none, its rules
are followed."""

from __future__ import annotations

import os

from watchlint.computed import cached_property
from watchlint.facts.repository.git import Git, GitError, GitSlow
from watchlint.facts.repository.ignore import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from watchlint.facts.repository.listing import Listing

    class Owner(Protocol):
        """What is asked of a repository."""

        root: str
        planned: dict[str, bytes | None]
        git: Git | None

        @property
        def listing(self) -> Listing: ...
        def is_tracked(self, path: str) -> bool: ...
        def is_in_index_only(self, path: str) -> bool: ...
        def absolute(self, path: str) -> str: ...
        def read_or_note(self, path: str) -> bytes | None: ...


class Ignored:
    """The verdicts on the paths of one repository; `on_disk`: the same one without planned changes."""

    def __init__(self, owner: Owner, on_disk: Owner) -> None:
        self.owner, self.on_disk = owner, on_disk
        self._lacking: bool | None = None

    def verdicts(self, paths: list[str]) -> dict[str, Verdict]:
        """For each path the verdict a fresh clone's git would give, from .gitignore files alone."""
        git, owner = self.owner.git, self.owner
        if git is None:
            from watchlint.facts.repository import ignore_without_git

            return ignore_without_git.verdicts(self._gitignores(), paths)
        if any(path.rpartition("/")[2] == ".gitignore" for path in owner.planned) or self._lacks_gitignores(git):
            return self._of_clone(git, paths)
        from watchlint.facts.repository import ignore

        try:
            found = ignore.ask(git, paths)
        except GitSlow:
            raise
        except GitError:  # a folder replaced by a symbolic link, for one
            return self._of_clone(git, paths)
        if all(_counts(owner, verdict.source) for verdict in found.values()):
            return found
        return self._of_clone(git, paths)

    def is_ignored_here(self, path: str) -> bool:
        """Whether `git add` would pass over a new file of this path, as things stand here, .git/info/exclude included."""
        from watchlint.facts.repository import ignore

        git = self.owner.git
        try:
            return git is not None and any(verdict.ignored for verdict in ignore.ask(git, [path]).values())
        except GitSlow:
            raise
        except GitError:  # behind a symbolic link: writing there is refused for that
            return False

    def by_root(self, names: list[str]) -> bool:
        """Whether the root's .gitignore alone makes git ignore these names, in whatever folder they lie.

        So it is where a line without a slash (but a last one) matches each, for such a line holds at any depth, and no
        .gitignore here has a negation (gitignore(5)). Asking for every folder of a large repository takes longer than all
        else. False says only that each folder has to be asked for.
        """
        owner = self.owner
        files = owner.listing.named(".gitignore")
        if owner.git is None or any(_has_negation(owner.read_or_note(path) or b"") for path in files):
            return False
        if any(path.endswith(".gitignore") for path in owner.planned):
            return False
        found = self.verdicts(names).values()
        return all(
            verdict.ignored and verdict.source == ".gitignore" and "/" not in verdict.pattern.rstrip("/")
            for verdict in found
        )

    def _lacks_gitignores(self, git: Git) -> bool:
        """Whether a tracked .gitignore is not on disk: `git check-ignore --no-index` asks no index."""
        if self._lacking is None:
            listed = self.owner.listing.tracked_ending(".gitignore")
            absent = [path for path in _above(git) if not os.path.lexists(os.path.join(self.owner.root, path))]
            self._lacking = any(self.owner.is_in_index_only(path) for path in listed) or (
                bool(absent) and git.run("ls-files", "-z", "--", *absent) != b""
            )
        return self._lacking

    def _of_clone(self, git: Git, paths: list[str]) -> dict[str, Verdict]:
        from watchlint.facts.repository import ignore

        answer = git.run("config", "--type=bool", "--default=false", "--get", "core.ignoreCase")
        files = self._gitignores() | self._gitignores_above
        return ignore.ask_of(files, paths, git.prefix, answer.strip() == b"true", git.program)

    @cached_property
    def _gitignores_above(self) -> dict[str, bytes]:
        """Those above a root that is a folder of a larger repository, as they lie there or in the index."""
        from watchlint.facts.regular import Unreadable, read_regular

        found: dict[str, bytes] = {}
        git = self.owner.git
        for above in _above(git) if git else ():
            try:
                data = read_regular(os.path.join(self.owner.root, above))
            except Unreadable:
                data = None
            if data is None and git:
                data = git.index_blob(above)
            if data is not None:
                found[above] = data
        return found

    def _gitignores(self) -> dict[str, bytes]:
        """Every .gitignore that counts, with its content; git follows no linked one (since 2.32)."""
        owner, found = self.owner, {}
        for path in {*owner.listing.named(".gitignore"), *owner.planned}:
            if path.rpartition("/")[2] != ".gitignore" or os.path.islink(owner.absolute(path)):
                continue
            created = path in owner.planned and not os.path.lexists(owner.absolute(path))
            if owner.git and not created and not _counts(self.on_disk, path):
                continue
            data = owner.read_or_note(path)
            if data is not None:
                found[path] = data
        return found


def _above(git: Git) -> list[str]:
    return ["../" * depth + ".gitignore" for depth in range(1, git.prefix.count("/") + 1)]


def _counts(owner: Owner, source: str) -> bool:
    """Whether a clone has this source of patterns: tracked, or the root's own about to be."""
    if source == ".gitignore":
        return owner.is_tracked(source) or "\0.gitignore\0" in "\0" + owner.listing.others_text
    if source.startswith("../") or not source:  # above the root: not ours to judge
        return True
    return source.endswith(".gitignore") and owner.is_tracked(source)


def _has_negation(data: bytes) -> bool:
    return b"\n!" in data or data.removeprefix(b"\xef\xbb\xbf").startswith(b"!")
