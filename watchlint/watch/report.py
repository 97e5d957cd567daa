"""The prediction as plain data: what `--json` prints, and what the table and the page are made of."""

from __future__ import annotations

import os
import re

from watchlint.servers import catalogue
from watchlint.servers import plan as plans
from watchlint.watch import livelock, machine, moves, starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from watchlint.servers.model import Launch
    from watchlint.watch.predict import Predicted, Prediction, Walk

    Facts = dict[str, Any]

FOLDERS = 20
"""Lines of a server's tree, of those that cost most."""


EXACT = "how many it takes in all is known when it runs: `watchlint doctor` counts them"


def report(root: str, predicted: Predicted, walk: Walk, verify: bool = False) -> Facts:
    """The JSON of the contract, with `together` for all servers at once, `depth` in each folder, `id`, `price` and
    `ends_loop` in each move, and more."""
    limits = machine.limits()
    servers = [
        *(_server(root, one, limits, walk, verify) for one in predicted.servers),
        *(_unknown(launch, why) for launch, why in predicted.unknown),
    ]
    return {
        "version": 1,
        "root": root,
        "limits": limits,
        "servers": servers,
        "together": _together(servers, limits),
        "notes": [*predicted.absent, *(f"{problem.path}: {problem.message}" for problem in predicted.unread)],
    }


def once(notes: Iterable[str]) -> list[str]:
    """The notes, of those that say the same of several places the first, with the number of the others."""
    of: dict[str, list[str]] = {}
    for note in notes:
        found = re.match(r"[^\s:]+:\d+: ", note)
        of.setdefault(note[found.end() :] if found else note, []).append(note)
    return [
        same[0] if len(same) == 1 else f"{same[0]} (and in {len(same) - 1} other places)" for said, same in of.items()
    ]


def _together(servers: list[Facts], limits: machine.Limits) -> Facts:
    """All of them at once: the limits are those of one user on one machine. `whole`: no number is missing."""
    counted = [server for server in servers if server["watches_after_run"] is not None]
    watches, most = sum(server["watches_after_run"] for server in counted), limits["watches"]
    return {
        "watches": watches,
        "instances": sum(server["instances"] for server in counted),
        "certain": all(server["certain"] for server in counted),
        "whole": len(counted) == len(servers),
        "share": round(watches / most, 4) if most else None,
        "fits": watches <= most if most else None,
    }


def _server(root: str, one: Prediction, limits: machine.Limits, walk: Walk, verify: bool) -> Facts:
    planned, cost = one.planned, one.cost
    launch, plan = planned.launch, planned.plan
    loops = livelock.looping(one)
    notes = once(shown(note, root) for note in plan.notes)
    certain = plan.certain
    if plan.unreadable != plans.SKIPS and any(tree.unreadable for tree in cost.trees):
        path = next(path for tree in cost.trees for path in tree.unreadable)
        ends = "it ends with an error" if plan.unreadable == plans.FAILS else "its walk ends there"
        notes.append(
            f"{shown(path, root)} may not be read: {ends}, and watches {cost.watches:,} of the directories below"
        )
    if loops:
        notes.insert(0, shown(livelock.note(loops, planned.assumed), root))
    partly = bool(plan.roots) and (plan.at_least or catalogue.named(launch.server).at_least)
    if partly and not certain:
        notes.append(EXACT)
    left = limits["watches_left"]
    if left is not None and cost.watches_after_run > left:
        notes.insert(0, f"{cost.watches_after_run:,} watches are needed and {left:,} are left of this machine's limit")
    found: Facts = {
        "server": plan.server,
        "app": launch.app,
        "watches": cost.watches,
        "watches_after_run": cost.watches_after_run,
        "instances": cost.instances,
        "certain": certain,
        "folders": [
            {
                "path": relative(line.path, root),
                "watches": line.watches * plan.copies,
                "kind": line.kind,
                "depth": line.depth,
            }
            for line in cost.folders(FOLDERS)
        ],
        "moves": [
            {"do": move.do, "saves": move.saves, "id": move.id, "price": move.price, "ends_loop": move.ends_loop}
            for move in moves.moves(one, walk)
        ],
        "notes": notes,
        "command": starts.command(launch),
        "started_in": f"{launch.path}:{launch.line}" if launch.path and launch.certain else None,
        "loops": bool(loops),
        "at_least": partly,
        "polls": not plan.roots,
    }
    if verify:
        found["verify"] = _verified(one, root)
    return found


def _unknown(launch: Launch, why: str) -> Facts:
    """A start whose folders are not known: no number, but where its words say that it waits for no event."""
    server = catalogue.named(launch.server)
    polls = not server.needs and not server.watches(launch)
    number = 0 if polls else None
    return {
        "server": launch.server,
        "app": launch.app,
        "watches": number,
        "watches_after_run": number,
        "instances": number,
        "certain": False,
        "folders": [],
        "moves": [],
        "notes": [why],
        "command": starts.command(launch),
        "started_in": f"{launch.path}:{launch.line}",
        "loops": False,
        "polls": polls,
    }


def _verified(one: Prediction, root: str) -> Facts:
    """A trial on this kernel; `agrees` where it gave exactly the watches that were predicted, or, for a server whose
    walk ends at a folder that may not be read, one for each directory it would have come to."""
    result = plans.verify(one.planned.plan, one.cost)
    ends_early = one.planned.plan.unreadable != plans.SKIPS and any(tree.unreadable for tree in one.cost.trees)
    expected = sum(map(len, one.cost.trees)) * one.planned.plan.copies if ends_early else one.cost.watches
    return {
        "fits": result.fits,
        "watches": result.added,
        "agrees": result.added == expected,
        "errno": result.errno,
        "stopped_at": None if result.failed_at is None else relative(result.failed_at, root),
        "note": result.note,
    }


def relative(path: str, root: str) -> str:
    """A path as its reader knows it: relative to the root and with forward slashes, '.' for the root; absolute elsewhere."""
    if path == root:
        return "."
    start = root.rstrip("/") + "/"
    return path[len(start) :] if path.startswith(start) else path.replace(os.sep, "/")


def shown(note: str, root: str) -> str:
    """A sentence without the root's long path in it."""
    return note.replace(root.rstrip("/") + "/", "").replace(f"{root} ", "this folder ") if root != "/" else note
