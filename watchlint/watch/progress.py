"""A word on how far something is that takes long: on a terminal only, and only once it has taken a while."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from threading import Event
    from typing import Any

    from watchlint.facts.folders.tree import Tree

PATIENCE, EVERY = 1.0, 0.1
"""Seconds before the first word, and between two."""


def walking(walk: Callable[..., Tree], quiet: bool = False) -> Callable[..., Tree]:
    """`walk`, with a line on stderr that counts the folders; as it is where stderr is no terminal."""
    if not wanted(quiet):
        return walk

    def watched(
        roots: Iterable[tuple[str, bool]],
        follow_links: bool = False,
        closed: Iterable[str] = (),
        without: Iterable[str] = (),
        **only: Any,
    ) -> Tree:
        from watchlint.facts.folders.tree import Tree

        tree = Tree()
        with Telling(lambda: f"counting folders: {len(tree):,}"):
            return walk(roots, follow_links, closed, without, tree, **only)

    return watched


class Telling:
    """A context in which a line on stderr says how far it is, once it has taken a while."""

    def __init__(self, say: Callable[[], str]) -> None:
        self.say = say

    def __enter__(self) -> None:
        import threading

        self.done = threading.Event()
        self.teller = threading.Thread(target=_tell, args=(self.say, self.done), daemon=True)
        self.teller.start()

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.teller.join()


def wanted(quiet: bool = False) -> bool:
    """Whether anybody would see it."""
    if quiet or "PRE_COMMIT" in os.environ or os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr is not None and sys.stderr.isatty()


def _tell(say: Callable[[], str], done: Event) -> None:
    if done.wait(PATIENCE):
        return
    while not done.wait(EVERY):
        # One line, written over itself: back to its start, and cleared to its end (ECMA-48, EL).
        print(f"\r\x1b[K{say()}", end="", file=sys.stderr, flush=True)
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
