"""A server that polls: whether it need not, and what makes it wait for events instead."""

from __future__ import annotations

from watchlint.doctor.judging import steps as advice
from watchlint.doctor.judging.problem import INFO, WARNING, of_fault, problem
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Problem, Seen


BUSY = 15
"""Percent of a core from which polling is worth a warning: 41 was measured of a server on ASGI with .venv in its folder, 6 without."""


def judge_polling(server: Seen, name: str, facts: Facts) -> list[Problem]:
    """The problems of a server that polls or watches nothing by its settings; `name`: what it is called in a message."""
    known = catalogue.named(server["server"])
    off = known.turned_off(server)
    if off is not None:
        return [of_fault(off, name)]
    mount = facts.get("mount")
    if server["blind"] or (mount and mount["blind"]):
        return []
    remedy = known.to_wait(server["polls"], server["words"], server["environ"], server["python"])
    if remedy is None and known.at_least:
        remedy = advice.restart(server)
    if server["load"] >= BUSY and remedy:
        message = f"{name} takes {server['load']} % of a processor core to look for edits: {server['polls']}."
        return [problem("polls-hot", WARNING, message, remedy, advice.restart(server))]
    return [problem("polls-needlessly", INFO, f"{name} polls, and inotify works here: {server['polls']}.", remedy)]
