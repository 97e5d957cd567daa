"""From a repository to what each of its dev servers will cost: plans, walked once."""

from __future__ import annotations

import os

from watchlint.facts.folders import tree as trees
from watchlint.facts.folders.walk import walk as walk_folders
from watchlint.records import Record
from watchlint.servers import plan as plans
from watchlint.servers.surroundings import Surroundings
from watchlint.watch import planning, starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from watchlint.facts.repository.repository import Problem, Repository
    from watchlint.servers.start import Launch
    from watchlint.servers.surroundings import Settings

    Walk = Callable[..., trees.Tree]


MOST = 200
"""Starts of servers that are looked at: each takes milliseconds to plan, and nobody reads of more."""


class Prediction(Record):
    """One server: its start, planned, and what that costs."""

    planned: planning.Planned
    cost: plans.Cost


class Predicted(Record):
    """What was found out.

    servers  those that are known, most watches first
    unknown  the starts of which nobody can say what they watch, each with the reason
    absent   sentences on starts whose app is not here
    unread   what could not be read
    """

    servers: list[Prediction]
    unknown: list[tuple[Launch, str]]
    absent: list[str]
    unread: list[Problem]


def predict(
    repo: Repository, settings: Settings, server: str | None = None, app: str | None = None,
    python: str | None = None, walk: Walk | None = None, folder: str = "", below: str = "",
) -> Predicted:  # fmt: skip
    """What each dev server that this repository starts will watch, on this disk, now.

    folder: the one, relative to the root, in which an app that is told is started. below: the one whose
    servers alone are asked for, which files of the whole repository start.
    server, app: what to take instead of what the files start. python: the interpreter's path, else the project's own.
    walk: `walk` or a form of it that tells how far it is.
    """
    around = Surroundings(repo, settings, python, below)
    found, absent = [], []
    unknown: dict[tuple[str, str | None, str | None], tuple[Launch, str]] = {}
    try:
        launches = starts.starts(repo, server, app, folder, below)
    except planning.Absent as error:
        launches, absent = [], [str(error)]
    launches, more = launches[:MOST], len(launches[MOST:])
    if more:
        absent.append(f"{more:,} more starts of servers are in these files: {MOST} are counted")
    for launch in launches:
        if why := planning.untold(launch):
            unknown.setdefault((launch.server, launch.app, launch.path), (launch, why))
            continue
        try:
            found.append(planning.planned(launch, around))
        except planning.Absent as error:
            absent.append(str(error))
    if not launches and not absent:
        absent = starts.quiet(repo)
    walk = remembering(walk or walk_folders)
    servers = [Prediction(one, plans.cost(one.plan, walk)) for one in _once(found)]
    servers.sort(key=lambda one: -one.cost.watches_after_run)
    return Predicted(servers, list(unknown.values()), list(dict.fromkeys(absent)), list(repo.problems))


def _once(found: list[planning.Planned]) -> list[planning.Planned]:
    """One for each server, app and set of folders: a Procfile and a Dockerfile start the same."""
    seen: dict[tuple[object, ...], planning.Planned] = {}
    for one in found:
        plan = one.plan
        key = (plan.server, one.launch.app, plan.roots, plan.instances, plan.copies, plan.without)
        if key not in seen or one.launch.certain > seen[key].launch.certain:
            seen[key] = one
    return list(seen.values())


def remembering(walk: Walk) -> Walk:
    """The same walk, done once for the same folders."""
    known: dict[tuple[object, ...], trees.Tree] = {}

    def again(
        roots: Sequence[tuple[str, bool]],
        follow_links: bool = False,
        closed: Sequence[str] = (),
        without: Sequence[str] = (),
        **only: Any,
    ) -> trees.Tree:
        # watchdog's and watchfiles' walks are one where no link was met
        key = (
            tuple((os.path.realpath(path), deep) for path, deep in roots),
            tuple(closed),
            tuple(without),
            *only.values(),
        )
        for follows in (follow_links, not follow_links):
            tree = known.get((*key, follows))
            if tree is not None and (follows == follow_links or (follows and not tree.links)):
                return tree
        return known.setdefault((*key, follow_links), walk(roots, follow_links, closed, without, **only))

    return again
