"""What this user may hold here and holds already."""

from __future__ import annotations

import os

from watchlint.facts.machine import inotify, processes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    class Limits(TypedDict):
        """Numbers as the JSON has them."""

        watches: int | None
        instances: int | None
        queued_events: int | None
        watches_in_use: int | None
        instances_in_use: int | None
        watches_left: int | None
        instances_left: int | None


def limits() -> Limits:
    """The limits that hold for this process, and what is in use of them: None where this is no Linux.

    In use: what the processes of this user hold that can be seen; in a container others count too, and cannot be.
    """
    found = inotify.limits()
    facts: Limits = {
        "watches": found.watches,
        "instances": found.instances,
        "queued_events": found.queued_events,
        "watches_in_use": None,
        "instances_in_use": None,
        "watches_left": None,
        "instances_left": None,
    }
    if not inotify.LINUX or found.watches is None:
        return facts
    own = [row for row in processes.scan().processes if row.uid == os.geteuid()]
    watches, instances = sum(row.watches for row in own), sum(row.instances for row in own)
    facts["watches_in_use"], facts["instances_in_use"] = watches, instances
    facts["watches_left"] = max(0, found.watches - watches)
    if found.instances is not None:
        facts["instances_left"] = max(0, found.instances - instances)
    return facts
