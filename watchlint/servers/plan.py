"""What a dev server will watch, as data, and what that costs in inotify watches and instances."""

from __future__ import annotations

import os

from watchlint.facts.folders import tree as trees
from watchlint.facts.folders.walk import before_closed, walk
from watchlint.facts.machine import inotify
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Root(Record):
    """A folder the server asks its watcher to watch: an absolute path; whether with all below; whether links to
    directories are followed (watchfiles does, watchdog does not)."""

    path: str
    recursive: bool = True
    follows_links: bool = False


SKIPS, STOPS, FAILS = "skips", "stops", "fails"
"""What happens at a folder that may not be read: it is left out (watchdog); the walk of that root ends there, and what
was watched stays (watchfiles told to ignore permissions); the server ends, and nothing is watched (watchfiles)."""


class _WatchPlan(Record):
    server: str
    roots: tuple[Root, ...]
    instances: int | None
    counts_union: bool
    unreadable: str
    closed: tuple[str, ...]
    copies: int
    compiles: tuple[str, ...]
    certain: bool
    notes: tuple[str, ...]
    without: tuple[str, ...]
    makes: tuple[str, ...]
    skips: tuple[str, ...]
    files: str
    inside: tuple[str, ...]
    at_least: bool


class WatchPlan(_WatchPlan):
    """What one server watches, before any folder was counted.

    server        its name in the contract
    roots         tuple of Root
    instances     inotify instances, or None: one for each root (watchdog before 7)
    counts_union  True: the roots share one instance, a directory under two roots costs one watch. False: each root pays
    unreadable    SKIPS, STOPS or FAILS
    closed        folders that are watched without what is below them (watchman: the root's version control folder)
    copies        how often all this is taken: where each worker watches for itself
    compiles      folders in which starting the server writes __pycache__ if there is none: those of the modules it imports
    certain       False where something could not be known; `notes` says what
    without       folders (real paths) that are here and not where the server runs: in a container
    makes         folders that the server makes itself at its start where they are not there
    skips, files  what it passes over, and which files it watches each by itself: see `tree.walk`
    inside        folders that it names too and that lie in a root: it would watch them elsewhere as well
    at_least      what is known before is a part: it takes all this, and more by what it loads as it runs
    """

    __slots__ = ()

    def __new__(
        cls,
        server: str,
        roots: Iterable[Root],
        *,
        instances: int | None = 1,
        counts_union: bool = True,
        unreadable: str = SKIPS,
        closed: Iterable[str] = (),
        copies: int = 1,
        compiles: Iterable[str] = (),
        certain: bool = True,
        notes: Iterable[str] = (),
        without: Iterable[str] = (),
        makes: Iterable[str] = (),
        skips: Iterable[str] = (),
        files: str = "",
        inside: Iterable[str] = (),
        at_least: bool = False,
    ) -> WatchPlan:
        shape = (
            unreadable,
            tuple(closed),
            copies,
            tuple(compiles),
            certain,
            tuple(notes),
            tuple(without),
            tuple(makes),
            tuple(skips),
            files,
            tuple(inside),
            at_least,
        )
        return super().__new__(cls, server, tuple(roots), instances, counts_union, *shape)

    def __getnewargs_ex__(
        self,
    ) -> tuple[tuple[object, ...], dict[str, object]]:  # for pickle and copy: most fields are given by name
        return tuple(self[:2]), dict(zip(self._fields[2:], self[2:], strict=True))


class _Cost(Record):
    watches: int
    watches_after_run: int
    instances: int
    trees: tuple[trees.Tree, ...]


class Cost(_Cost):
    """What a plan costs on this disk. `trees`: the walked directories, one for each instance that pays for them."""

    __slots__ = ()

    def folders(self, most: int = 20) -> list[trees.Folder]:
        """The folders that cost most; see `Tree.top`."""
        return [line for tree in self.trees for line in tree.top(most)]


def nothing(server: str, *notes: str) -> WatchPlan:
    """The plan of a server that polls: no watch, no instance."""
    return WatchPlan(server, (), instances=0, notes=notes)


def cost(plan: WatchPlan, walk: Callable[..., trees.Tree] = walk) -> Cost:
    """What the kernel will count for this plan: watches as the tree stands, watches once the server has run (with the
    `__pycache__` folders it makes), instances. `walk` is `walk` or a cached form of it."""
    groups = [plan.roots] if plan.counts_union else [(root,) for root in plan.roots]
    follows = any(root.follows_links for root in plan.roots)
    only = {"skips": plan.skips, "files": plan.files} if plan.skips or plan.files else {}
    found = [
        walk(tuple((root.path, root.recursive) for root in roots), follows, plan.closed, plan.without, **only)
        for roots in groups
    ]
    if plan.unreadable == FAILS and any(tree.unreadable for tree in found):
        return Cost(0, 0, 0, tuple(found))
    watches = new = 0
    for roots, tree in zip(groups, found, strict=True):
        if plan.unreadable == STOPS and tree.unreadable:
            reached = set().union(*(before_closed(root.path, follows) for root in roots))
            watches += len(reached)
            new += _new_caches(plan, tree, reached)
        else:
            watches += len(tree)
            new += _new_caches(plan, tree, None) + len(made(plan, tree))
    instances = len(plan.roots) if plan.instances is None else plan.instances
    return Cost(watches * plan.copies, (watches + new) * plan.copies, instances, tuple(found))


def verify(plan: WatchPlan, found: Cost) -> inotify.TrialResult:
    """A trial on this kernel, now, with every directory and instance of a plan and its cost: all at the same time."""
    return inotify.trial(*(tree.paths() for tree in found.trees for _ in range(plan.copies)), instances=found.instances)


def made(plan: WatchPlan, tree: trees.Tree) -> list[str]:
    """The folders below a walked tree that the server is to make itself."""
    new: list[str] = []
    for path in sorted({os.path.realpath(path) for path in plan.makes}):
        above = os.path.dirname(path)
        if not os.path.isdir(path) and (above in new or (above in tree and above not in tree.shallow)):
            new.append(path)
    return new


def _new_caches(plan: WatchPlan, tree: trees.Tree, reached: set[tuple[int, int]] | None) -> int:
    """How many `__pycache__` folders the run adds to what is watched; each one is watched as soon as it is made."""
    number = 0
    for folder in {os.path.realpath(folder) for folder in plan.compiles}:
        if folder not in tree or folder in tree.shallow or not os.path.isdir(folder):
            continue
        if os.path.isdir(os.path.join(folder, "__pycache__")):
            continue
        if reached is not None:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) not in reached:
                continue
        number += 1
    return number
