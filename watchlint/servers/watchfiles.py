"""The `watchfiles` command, and what its watcher (notify 8.0.0) does for everyone who uses it.

It follows links, adds every directory before any filter is asked (`--ignore-paths` and `--filter` save nothing), and
walks a root depth first. Source: watchfiles 1.3.0 (src/lib.rs, main.py, cli.py), notify 8.0.0 (src/inotify.rs).
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.arguments import parse
from watchlint.servers.plan import FAILS, STOPS, Root, WatchPlan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

POLLS = "watchfiles is told to poll (WATCHFILES_FORCE_POLLING): no watch is set"

_WITH_VALUE = frozenset(
    "--ignore-paths --target-type --filter --args --verbosity --sigint-timeout --grace-period --sigkill-timeout".split()
)


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


def plan(
    arguments: Sequence[str] = (),
    *,
    cwd: str,
    environ: Mapping[str, str] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `watchfiles ARGUMENTS` started in `cwd`: the first word is the target, the others are the paths,
    the current folder where there are none. `compiles`: folders of the modules the target imports."""
    environ = environ or {}
    options, words = parse(arguments, _WITH_VALUE)
    roots = [os.path.join(cwd, path) for path in words[1:]] or [cwd]
    return watcher(
        "watchfiles",
        roots,
        ignores="--ignore-permission-denied" in options,  # the command always says yes or no: the variable is not asked
        environ=environ,
        recursive="--non-recursive" not in options,
        compiles=compiles,
    )
