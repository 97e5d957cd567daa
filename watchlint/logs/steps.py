"""The steps of a message, filled in for the log it was found in and the machine that is asked."""

from __future__ import annotations

import shlex

from watchlint.logs.polling import way_to_poll

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.logs.messages.model import Message

WATCHES, INSTANCES = 524288, 512
"""What the limits are raised to where nothing more is known: what VS Code, JetBrains and chokidar ask for."""

_MOST_WATCHES = 4194304

ABOUT_LIMITS = ("watch-limit", "instance-limit", "open-files-limit")
"""The kinds of trouble whose steps depend on the machine that is asked."""


def filled(
    message: Message,
    server: str = "",
    detail: str = "",
    watches: int = 0,
    instances: int = 0,
    linux: bool = True,
) -> list[str]:
    """Its steps, as commands to copy. `server`: which one wrote the log ("" if unknown); `watches`, `instances`: this
    machine's limits, as a step must never lower one (0 if unknown); `linux`: whether the machine has inotify, whose
    steps come last where it has not: they are for the container or the machine that wrote the log."""
    values = {
        "watches": max(WATCHES, min(2 * watches, _MOST_WATCHES)) if watches >= WATCHES else WATCHES,
        "instances": 2 * instances if instances >= INSTANCES else INSTANCES,
        "poll": way_to_poll(server or message.server),
        "detail": shlex.quote(detail) if detail else "",
    }
    found = []
    for step in message.steps:
        for name, value in values.items():
            step = step.replace(f"{{{name}}}", str(value))
        if step:
            found.append(step)
    found = list(dict.fromkeys(found))
    return found if linux else sorted(found, key=lambda step: "fs.inotify" in step)
