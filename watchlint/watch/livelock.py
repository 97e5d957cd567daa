"""watchdog 7.1.0 never settles on a large root: which roots those are, and what ends it.

Its walk puts four events a directory into the queue while the reader waits for a lock; over a quarter of
max_queued_events the queue overflows, all watches are dropped and set again, which overflows again. Measured: 4,096
directories are fine, 4,200 loop (watchdog 7.1.0, observers/inotify.py, on_queue_overflow). 6.0.0 and 7.0.0 do not.
"""

from __future__ import annotations

from watchlint.facts.machine import inotify
from watchlint.watch.move import Move

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.folders.tree import Tree
    from watchlint.watch.predict import Prediction

RELEASE = (7, 1, 0)
EVENTS = 4
QUEUED_EVENTS = 16_384


def limit() -> int:
    """The directories one root may have: a quarter of this kernel's max_queued_events, of Linux's own elsewhere."""
    return (inotify.limits().queued_events or QUEUED_EVENTS) // EVENTS


def looping(prediction: Prediction) -> list[Tree]:
    """The trees, of roots that are too large for watchdog 7.1.0; none where another release watches."""
    return too_large(prediction) if prediction.planned.watchdog == RELEASE else []


def too_large(prediction: Prediction) -> list[Tree]:
    """The trees, of roots that would be too large for watchdog 7.1.0."""
    return [tree for tree in prediction.cost.trees if len(tree) > limit() and _one_root(tree)]


def note(trees: list[Tree], assumed: bool = False) -> str:
    """What to tell of them. `assumed`: no file and no environment tells the release."""
    tree = max(trees, key=len)
    which = "watchdog 7.1.0, which an installation gets today," if assumed else "watchdog 7.1.0"
    return (
        f"{which} will loop at 100 % of a core and never settle: {tree.path(0)} has {len(tree):,} directories, more "
        f"than {limit():,} (a quarter of fs.inotify.max_queued_events)"
    )


def remedies(prediction: Prediction, trees: list[Tree]) -> Iterator[Move]:
    """The moves that save no watch and end the loop."""
    if not trees:
        return
    yield Move("other-watchdog", 'install another watchdog: pip install "watchdog!=7.1.0"', 0, ends_loop=True)
    enough = max(map(len, trees)) * EVENTS
    queue = 1 << (enough - 1).bit_length()
    yield Move("longer-queue", f"sysctl fs.inotify.max_queued_events={queue}, as root", 0, ends_loop=True)


def _one_root(tree: Tree) -> bool:
    """Whether one of the roots alone is too large; several that share an instance are walked one by one."""
    return any(parent < 0 and tree.totals[index] > limit() for index, parent in enumerate(tree.parents))
