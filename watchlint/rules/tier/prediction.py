"""The watches that dev servers will take here: asked for only where a tier is chosen, since it costs a walk."""

from __future__ import annotations

import os

from watchlint.facts.folders.folder_count import has_more_folders
from watchlint.facts.machine import inotify
from watchlint.rules.tier.tiers import BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings
    from watchlint.watch.predict import Prediction

SOON_COUNTED = 200
"""Folders that are counted in less time than launch files are read in."""

SHOWN = 5
"""Folders that a message names."""


def predicted(repository: Repository, settings: Settings) -> list[Prediction]:
    """The servers whose root is known, with what each costs on this disk, most watches first. None where no tier is
    chosen, and where there are too few folders for any limit to be reached.

    A plan of fixes changes no folder that is watched: it is asked once a run.
    """
    if settings.inotify_tier is None:
        return []
    return repository.on_disk.shared("tier-predicted", lambda: _predicted(repository.on_disk, settings))


def _predicted(repository: Repository, settings: Settings) -> list[Prediction]:
    # Servers are asked what they watch only where there are more folders than the smallest of all limits. Most repositories
    # have too few for any, which is soon seen; all folders are counted only where a file starts a server.
    kernel = inotify.limits().watches
    least = min(tier.watches for tier in BY_NAME.values())
    limit = least if kernel is None else min(least, kernel)
    if not has_more_folders(repository.root, min(limit, SOON_COUNTED)):
        return []
    from watchlint.servers.launches import written

    if not any(launch.reloads and launch.cwd is not None for launch in written(repository)):
        return []
    if not has_more_folders(repository.root, limit):
        return []
    from watchlint.watch.predict import predict

    return [one for one in predict(repository, settings).servers if one.planned.plan.certain]


def said(repository: Repository, one: Prediction) -> str:
    """streamlit app.py (Procfile:1) will take 70,000 watches here (most in data 60,000, .venv 3,000)."""
    launch = one.planned.launch
    app = f" {launch.app}" if launch.app else ""
    place = f" ({launch.path}:{launch.line})" if launch.path else ""
    folders = ", ".join(f"{path} {watches:,}" for path, watches in _largest(repository, one))
    most = f" (most in {folders})" if folders else ""
    return f"{launch.server}{app}{place} will take {one.cost.watches_after_run:,} watches here{most}"


def _largest(repository: Repository, one: Prediction) -> list[tuple[str, int]]:
    """The folders directly in what is watched that hold most of it."""
    found: dict[str, int] = {}
    for tree in one.cost.trees:
        for line in tree.top(2 * SHOWN):
            if line.depth == 1:
                path = os.path.relpath(line.path, repository.root).replace(os.sep, "/")
                found[path] = found.get(path, 0) + line.watches * one.planned.plan.copies
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
