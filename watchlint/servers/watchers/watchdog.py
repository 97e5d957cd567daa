"""What watchdog does with the folders it is given: the part that every server on it shares.

Source: watchdog 2.1.9, 6.0.0, 7.0.0 and 7.1.0, observers/inotify.py and inotify_c.py, checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.plan import Root, WatchPlan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SHARED_INSTANCE = (7,)
"""The release since which one inotify instance serves all folders, and any failure below a root is ignored."""


def plan(
    server: str,
    roots: Iterable[Root],
    version: tuple[int, ...] | None,
    *,
    instances: int | None = None,
    compiles: Iterable[str] = (),
    certain: bool = True,
    notes: Iterable[str] = (),
) -> WatchPlan:
    """A plan for a server that hands `roots` to one watchdog observer of this release (None: taken for 7 or newer, and
    not certain). `instances`: where the server does not behave as one observer does. Links are never followed, and a
    folder that may not be read is left out (before 7 by `_raise_error`, which knows EACCES; from 7 by ignoring all)."""
    shared = version is None or version >= SHARED_INSTANCE
    if version is None:
        certain, notes = False, (*notes, "the release of watchdog is not known: counted as 7 or newer")
    return WatchPlan(
        server,
        [Root(root.path, root.recursive, False) for root in roots],
        instances=instances if instances is not None else (1 if shared else None),
        counts_union=shared,
        compiles=compiles,
        certain=certain,
        notes=notes,
    )
