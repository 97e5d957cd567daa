"""What the library watchfiles (notify 8.0.0) does with the folders it is given.

It follows links, adds every directory before any filter is asked (`--ignore-paths` and `--filter` save nothing), and
walks a root depth first. Source: watchfiles 1.3.0 (src/lib.rs, main.py, cli.py), notify 8.0.0 (src/inotify.rs).
"""

from __future__ import annotations

from watchlint.servers import plan as plans
from watchlint.servers.plan import FAILS, STOPS, Root, WatchPlan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

POLLS = "watchfiles is told to poll (WATCHFILES_FORCE_POLLING): no watch is set"

VARIABLES = ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED")
"""The variables that it obeys, whoever uses it (main.py; the second one also src/lib.rs)."""

LISTS = "every folder is listed again and again: 13 % of a core at 3,600 folders with few files"
"""What polling costs: 1.71 s of CPU in 12 s, on 3,599 folders."""


def polls(environ: Mapping[str, str]) -> bool:
    """Whether these variables make watchfiles poll: set, and none of false, disable, disabled (main.py)."""
    value = environ.get("WATCHFILES_FORCE_POLLING", "")
    return bool(value) and value.lower() not in ("false", "disable", "disabled")


def ignores_errors(environ: Mapping[str, str]) -> bool:
    """Whether these variables make watchfiles go on, with what it has, after any error of a root (src/lib.rs)."""
    return bool(environ.get("WATCHFILES_IGNORE_PERMISSION_DENIED"))


def watcher(
    server: str,
    roots: Iterable[str],
    *,
    ignores: bool,
    environ: Mapping[str, str],
    recursive: bool = True,
    compiles: Iterable[str] = (),
    certain: bool = True,
    notes: Iterable[str] = (),
) -> WatchPlan:
    """A plan for a server that hands `roots` to one watchfiles watcher. `ignores`: it goes on after errors."""
    if polls(environ):
        return plans.nothing(server, POLLS, *notes)
    return WatchPlan(
        server,
        [Root(root, recursive, True) for root in roots],
        unreadable=STOPS if ignores else FAILS,
        compiles=compiles,
        certain=certain,
        notes=notes,
    )
