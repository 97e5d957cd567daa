"""reloader-watchdog-livelock: watchdog 7.1.0 loops on a watched root of more than 4,096 folders."""

from __future__ import annotations

import os

from watchlint.facts.folders.folder_count import has_more_folders
from watchlint.facts.folders.walk import walk
from watchlint.findings import ERROR, WARNING, Finding, Rule
from watchlint.rules.reloader import NAME, WATCHDOG, asked
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED, POSSIBLE
from watchlint.rules.reloader.watchdog.users import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.reloader.asked import Place
    from watchlint.settings import Settings

_AROUND = {
    "app.py": "import streamlit as st\n\nst.write(1)\n",
    ".streamlit/config.toml": "[server]\nrunOnSave = true\n",
    "Procfile": "web: streamlit run app.py\n",
    ".python-version": "3.12\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
    "data/4200-empty-folders": "",
}

RULE = Rule(
    name="reloader-watchdog-livelock",
    hook=NAME,
    severity=ERROR,
    summary="watchdog 7.1.0 loops on a watched root of more than 4,096 folders.",
    why="From that many folders on it takes its own queue for overfull, scans the tree again, and never comes to an end: a core is "
    "busy and changes are not told.",
    evidence="max_queued_events is 16,384 on nearly every machine; watchdog 7.1.0 resynchronises at a quarter of it.",
    before={**_AROUND, "requirements.txt": "streamlit==1.67.0\nwatchdog==7.1.0\n"},
    after={**_AROUND, "requirements.txt": "streamlit==1.67.0\nwatchdog==6.0.0\n"},
    fix="unsafe",
    since="0.1.0",
    source="watchdog 7.1.0, observers/inotify.py; /proc/sys/fs/inotify/max_queued_events (inotify(7))",
    about=WATCHDOG,
)

_FEW = 250
"""No kernel has so short a queue that a root of so few folders would be too large."""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each server that would loop. Where there are few folders, nothing more is asked."""
    if not has_more_folders(repository.root, _FEW):
        return
    from watchlint.watch import livelock

    limit = livelock.limit()
    if not has_more_folders(repository.root, limit):
        return
    answer, places = _release(repository, settings)
    if answer == EXCLUDED:
        return
    for name, folder, number, start in _too_large(repository, settings):
        is_ = "is" if answer == CERTAIN else "may be"
        yield asked.at(
            places[0] if places else start,
            RULE,
            f"watchdog {is_} 7.1.0, which loops for ever on more than {limit:,} folders: "
            f"{name} would watch {number:,} {'here' if folder == '.' else f'in {folder}'}",
            help="Require watchdog<7, or watch fewer folders.",
            fix=asked.older_watchdog(repository, places),
            severity=None if answer == CERTAIN else WARNING,
            subject=f"watchdog {name}",
        )


def _release(repository: Repository, settings: Settings) -> tuple[str, Sequence[Requirement]]:
    """(whether it is 7.1.0, the places that make it so)."""
    from watchlint.facts.django import reloader as django_reloader

    found = repository.dependencies.version_range("watchdog")
    if found:
        answer = found.contains("7.1.0")
        newest, places = asked.within(found, "7", None)
        if answer == CERTAIN or newest == EXCLUDED:
            return (answer if newest != EXCLUDED else EXCLUDED), places
    else:
        answer, places = _brought(repository, settings)
    # watchdog 7 requires Python 3.11: on an older one an installer takes 6.
    if django_reloader.python_is(repository, "3.11", None, settings.python_version) == EXCLUDED:
        return EXCLUDED, ()
    return answer, places


def _brought(repository: Repository, settings: Settings) -> tuple[str, Sequence[Requirement]]:
    """The same where no file names watchdog: the newest, by an extra, by pytest-watcher, or by Streamlit from 1.67.0 on."""
    from watchlint.facts.streamlit.releases import installable

    dependencies = repository.dependencies
    if asked.bring_watchdog(repository) or dependencies.requires("pytest-watcher"):
        return POSSIBLE, ()
    wanted = asked.requirements(repository, "streamlit")
    newest = installable(dependencies, settings.streamlit_version)[-1] if wanted else "0"
    if [int(part) for part in newest.split(".")][:2] >= [1, 67]:
        return POSSIBLE, wanted
    return EXCLUDED, ()


def _too_large(repository: Repository, settings: Settings) -> Iterator[tuple[str, str, int, Place]]:
    """(name, folder, how many are below it, where it is asked for or started) of each program with a root that is too large."""
    from watchlint.watch import livelock, predict

    for one in predict.predict(repository.on_disk, settings).servers:
        launch = one.planned.launch
        if not one.planned.server.loops or one.planned.watchdog == ():
            continue
        for found in livelock.too_large(one):
            folder = os.path.relpath(found.path(0), repository.root)
            if not folder.startswith(os.pardir):
                name = " ".join(filter(None, (launch.server, launch.app)))
                yield name, folder.replace(os.sep, "/"), len(found), launch
                break
    for user in find(repository):
        if not user.predicted:
            yield user.name, ".", len(walk(((repository.root, True),), False, ())), user.place
            return
