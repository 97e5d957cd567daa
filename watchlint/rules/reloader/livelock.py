"""watchdog 7.1.0 on a root that is too large for it: by what each server would watch, here and now."""

from __future__ import annotations

import os

from watchlint.facts.folders.folder_count import has_more_folders
from watchlint.findings import WARNING
from watchlint.rules.reloader import rules, versions
from watchlint.rules.reloader.versions import CERTAIN, EXCLUDED, POSSIBLE
from watchlint.rules.reloader.watchdog_users import find

_FEW = 250  # no kernel has so short a queue that a root of so few folders would be too large


def check(repo, settings, launches):
    """A finding for each server that would loop. Where there are few folders, nothing more is asked."""
    if not has_more_folders(repo.root, _FEW):
        return
    from watchlint.watch import livelock

    limit = livelock.limit()
    if not has_more_folders(repo.root, limit):
        return
    answer, places = _release(repo, settings)
    if answer == EXCLUDED:
        return
    for name, folder, number, start in _too_large(repo, settings, launches):
        place = (places or [start])[0]
        yield versions.at(
            place, rules.LIVELOCK,
            f"watchdog {'is' if answer == CERTAIN else 'may be'} 7.1.0, which loops for ever on more than {limit:,} folders: "
            f"{name} would watch {number:,} {'here' if folder == '.' else f'in {folder}'}",
            help="Ask for watchdog<7, or watch fewer folders.",
            fix=versions.older_watchdog(repo, places),
            severity=None if answer == CERTAIN else WARNING,
            subject=f"watchdog {name}",
        )  # fmt: skip


def _release(repo, settings):
    """(whether it is 7.1.0, the places that make it so)."""
    from watchlint.facts.django import reloader as django_reloader

    dependencies = repo.dependencies
    found = dependencies.version_range("watchdog")
    if found:
        answer = found.contains("7.1.0")
        newest, places = versions.within(found, "7", None)
        if answer == CERTAIN or newest == EXCLUDED:
            return (answer if newest != EXCLUDED else EXCLUDED), places
    else:
        answer, places = _brought(repo, settings)
    # watchdog 7 requires Python 3.11: on an older one an installer takes 6.
    if django_reloader.python_is(repo, "3.11", None, settings.python_version) == EXCLUDED:
        return EXCLUDED, ()
    return answer, places


def _brought(repo, settings):
    """The same where no file names watchdog: the newest, by an extra, by pytest-watcher, or by Streamlit from 1.67.0 on."""
    from watchlint.facts.streamlit.releases import installable

    dependencies = repo.dependencies
    if versions.bring_watchdog(repo) or dependencies.requires("pytest-watcher"):
        return POSSIBLE, ()
    asked = versions.asked(repo, "streamlit")
    newest = installable(dependencies, settings.streamlit_version)[-1] if asked else "0"
    if [int(part) for part in newest.split(".")][:2] >= [1, 67]:
        return POSSIBLE, asked
    return EXCLUDED, ()


def _too_large(repo, settings, launches):
    """(name, folder, how many are below it, where it is asked for or started) of each program with a root that is too large."""
    from watchlint.facts.folders import tree
    from watchlint.watch import livelock, predict

    for one in predict.predict(repo.on_disk, settings).servers:
        launch = one.planned.launch
        if not one.planned.server.loops or one.planned.watchdog == ():
            continue
        for found in livelock.too_large(one):
            folder = os.path.relpath(found.path(0), repo.root)
            if not folder.startswith(os.pardir):
                name = " ".join(filter(None, (launch.server, launch.app)))
                yield name, folder.replace(os.sep, "/"), len(found), launch
                break
    # The others watch the folder they are started in, and that is hardly ever another one.
    for user in find(repo, launches):
        if not user.predicted:
            yield user.name, ".", len(tree.walk(((repo.root, True),), False, ())), user.place
            return
