"""What this user may hold here and holds already."""

from __future__ import annotations

import os

from watchlint.facts.machine import inotify, processes


def limits() -> dict:
    """The limits that hold for this process, and what is in use of them: None where this is no Linux.

    In use: what the processes of this user hold that can be seen; in a container others count too, and cannot be.
    """
    found = inotify.limits()
    facts = {
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
    for name in ("watches", "instances"):
        used = sum(getattr(row, name) for row in own)
        most = getattr(found, name)
        facts[f"{name}_in_use"] = used
        facts[f"{name}_left"] = None if most is None else max(0, most - used)
    return facts
