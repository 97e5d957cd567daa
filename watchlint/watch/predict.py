"""From a repository to what each of its dev servers will cost: plans, walked once."""

from __future__ import annotations

import os
from collections import namedtuple

from watchlint.facts.folders import tree as trees
from watchlint.servers import plan as plans
from watchlint.servers.surroundings import Surroundings
from watchlint.watch import planning, starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

Prediction = namedtuple("Prediction", "planned cost")
"""One server: its `planning.Planned` and its `plans.Cost`."""

Predicted = namedtuple("Predicted", "servers absent unread")
"""servers: list of Prediction, most watches first. absent: sentences on starts whose app is not here."""


def predict(repo, settings, server=None, app=None, python=None, walk: Callable | None = None) -> Predicted:
    """What each dev server that this repository starts will watch, on this disk, now.

    server, app: what to take instead of what the files start. python: the interpreter's path, else the project's own.
    walk: `trees.walk` or a form of it that tells how far it is.
    """
    around = Surroundings(repo, settings, python)
    found, absent = [], []
    for launch in starts.starts(repo, server, app):
        try:
            found.append(planning.planned(launch, around))
        except planning.Absent as error:
            absent.append(str(error))
    walk = remembering(walk or trees.walk)
    servers = [Prediction(one, plans.cost(one.plan, walk)) for one in _once(found)]
    servers.sort(key=lambda one: -one.cost.watches_after_run)
    return Predicted(servers, list(dict.fromkeys(absent)), list(repo.problems))


def _once(found: list[planning.Planned]) -> list[planning.Planned]:
    """One for each server, app and set of folders: a Procfile and a Dockerfile start the same."""
    seen: dict[tuple, planning.Planned] = {}
    for one in found:
        key = (one.plan.server, one.launch.app, one.plan.roots, one.plan.instances, one.plan.copies)
        if key not in seen or one.launch.certain > seen[key].launch.certain:
            seen[key] = one
    return list(seen.values())


def remembering(walk: Callable) -> Callable:
    """The same walk, done once for the same folders."""
    known: dict[tuple, trees.Tree] = {}

    def again(roots, follow_links=False, closed=()):
        # watchdog's and watchfiles' walks are one where no link was met
        key = (tuple((os.path.realpath(path), deep) for path, deep in roots), tuple(closed))
        for follows in (follow_links, not follow_links):
            tree = known.get((*key, follows))
            if tree is not None and (follows == follow_links or (follows and not tree.links)):
                return tree
        known[(*key, follow_links)] = tree = walk(roots, follow_links, closed)
        return tree

    return again
