"""A problem as the JSON of the contract has it, and the limits that many of them come from."""

from __future__ import annotations

import errno
from collections import namedtuple

from watchlint.doctor.judging import steps as advice
from watchlint.doctor.words import instances, watches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Problem, Seen
    from watchlint.servers.model import Fault


ERROR, WARNING, INFO = "error", "warning", "info"

Limit = namedtuple("Limit", "id key none_left reached used")
"""A limit of inotify: the problem's id, the setting, what is to be said where a server watches nothing and where it
watches a part, and the function that tells the limit and its use."""

LIMITS = {
    errno.ENOSPC: Limit(
        "watch-limit", advice.WATCHES, "no inotify watch is left for this user", "The watch limit is reached", watches
    ),
    errno.EMFILE: Limit(
        "instance-limit", advice.INSTANCES, "no inotify instance is left for this user", "No inotify instance is left", instances
    ),
}  # fmt: skip
"""By the error that the trial ended with."""


def problem(id: str, severity: str, message: str, *offered: str | None) -> Problem:
    """A problem; a step that is None was not to be had."""
    return {"id": id, "severity": severity, "message": message, "steps": [step for step in offered if step]}


def of_fault(fault: Fault, name: str) -> Problem:
    """The problem of a fault; `name`: what the server is called in a message."""
    return problem(fault.id, fault.severity, fault.message.replace("{name}", name), fault.step)


def at_limit(limit: Limit, message: str, server: Seen, facts: Facts) -> Problem:
    """The problem of a limit that is reached, with the steps that raise it. `message` ends without its full stop: the
    limit and its use come there."""
    steps = advice.raise_limit(facts, limit.key, server)
    return problem(limit.id, ERROR, f"{message} ({limit.used(facts)}).", *steps)
