"""pywatchman: releases that can't work, and the service's own configuration."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django.settings import ABSENT, LISTED
from watchlint.findings import WARNING, Edit, Finding, Fix
from watchlint.rules.reloader import rules, versions
from watchlint.rules.reloader.versions import CERTAIN, EXCLUDED, POSSIBLE

APP = "django_watchfiles"

# The newest release, which a pinned requirement is given (django-watchfiles 1.4.0, 2025-09-22: Django 4.2 to 6.1).
PIN = "1.4.0"


def check(repo, settings, projects):
    """pywatchman that can't work, or works without a .watchmanconfig."""
    found = repo.dependencies.version_range("pywatchman")  # empty where no marker that asks for it holds
    answer, places = versions.within(found, None, "2")
    modern = django_reloader.python_is(repo, "3.10", None, settings.python_version)
    if answer != EXCLUDED and modern != EXCLUDED and places:
        crashes = django_reloader.python_is(repo, "3.13", None, settings.python_version)
        yield versions.at(
            places[0],
            rules.PYWATCHMAN_BROKEN,
            f"pywatchman before 2 {_breaks(crashes)}{'; runserver does so without a word' if projects else ''}",
            help="Use django-watchfiles, or raise pywatchman to 2 or later.",
            fix=_instead_of_watchman(repo, projects, places),
            severity=None if answer == modern == CERTAIN else WARNING,
            subject="pywatchman",
        )
    elif (
        answer == EXCLUDED
        and found
        and any(project.answer(APP) == ABSENT or not _wants_watchfiles(repo) for project in projects)
    ):
        yield from _config(repo, next(project.manage.rpartition("/")[0] for project in projects))


def _breaks(crashes: str) -> str:
    if crashes == CERTAIN:
        return "ends the interpreter with a segmentation fault on Python 3.13 and later"
    if crashes == POSSIBLE:
        return "raises SystemError on Python 3.10 to 3.12, so that Django polls, and ends the interpreter on 3.13 and later"
    return "raises SystemError on Python 3.10 and later, and Django falls back to polling"


def _instead_of_watchman(repo, projects, places) -> Fix:
    """django-watchfiles in pywatchman's place, where the settings can be edited for it; else a pywatchman that works."""
    readable = len(projects) == 1 and projects[0].answer(APP) in (ABSENT, LISTED)
    old_django = versions.within(repo.dependencies.version_range("django"), None, "4.2")[0] == CERTAIN
    if not readable or old_django or _wants_watchfiles(repo):
        return Fix(
            "raise pywatchman to 2 or later", versions.raises(places, "pywatchman", lambda old: ">=2"), safe=False
        )
    edits = versions.replaces(places, "pywatchman", "django-watchfiles", PIN)
    if projects[0].answer(APP) == ABSENT:
        edits += enabling(projects[0])
    return Fix("ask for django-watchfiles instead of pywatchman and put it into INSTALLED_APPS", edits, safe=False)


def _wants_watchfiles(repo) -> bool:
    return repo.dependencies.requires("django-watchfiles")


def enabling(project) -> list[Edit]:
    """The app into the settings that manage.py uses: those of production, where they are others, stay as they are."""
    settings = project.default

    def change(data: bytes | None) -> bytes | None:
        from watchlint.fixes import python

        return data if data is None else python.add_app(data, APP, settings.apps.kind)

    return [Edit(settings.path, change)]


def _config(repo, folder: str):
    from watchlint.fixes import watchman_config

    name = _nearest_config(repo, folder)
    data = repo.read_or_note(name)
    read = watchman_config.read(data) if data else {}
    if read is not None and "ignore_dirs" in read:
        return
    folders = _left_out(repo, name.rpartition("/")[0])
    said = "has no ignore_dirs" if read is not None and data else "is no JSON object" if data else "is missing"
    yield Finding(
        rules.WATCHMAN_CONFIG,
        f"{name} {said}, and runserver would use WatchmanReloader if {django_reloader.SERVICE}: the service then watches "
        "every folder here",
        path=name,
        help=f"Write one with ignore_dirs: {', '.join(folders)}.",
        fix=Fix(
            f"write ignore_dirs to {name}", [Edit(name, lambda old: watchman_config.ignore_dirs(old, folders))]
        ) if read is not None else None,
        subject="watchmanconfig",
    )  # fmt: skip


def _nearest_config(repo, folder: str) -> str:
    """The .watchmanconfig that counts for a project: the service takes for its root the nearest folder above that has one, or
    has .git (watchman 4.9, watch-project)."""
    from watchlint.fixes.watchman_config import NAME

    while folder and not repo.exists(f"{folder}/{NAME}"):
        folder = folder.rpartition("/")[0]
    return f"{folder}/{NAME}" if folder else NAME


def _left_out(repo, root: str) -> list[str]:
    """Folders below `root` in which no one edits: those of packages for each package.json, virtual environments, the caches of tools.

    With .venv among them runserver still reloads, and the project takes 2 watches in place of 2,474 (Django 5.2.19,
    watchman 4.9.0).
    """
    start = f"{root}/" if root else ""
    packages = [path[len(start) :].rpartition("/")[0] for path in repo.named("package.json") if path.startswith(start)][
        :20
    ]
    modules = [f"{folder}/node_modules".lstrip("/") for folder in packages]
    return [*sorted(modules), ".venv", "venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox"]
