"""Watchers that are installed for Django's runserver and that it does not use."""

from __future__ import annotations

from watchlint.findings import Finding
from watchlint.rules.reloader import rules, versions

# What else takes these packages for a dependency a project may name itself: no word is said where one of them is there.
_USERS = {
    "watchfiles": (
        "django-watchfiles", "uvicorn", "fastapi", "fastapi-cli", "granian", "hupper", "arq", "sanic", "nicegui", "litestar",
        "hypercorn", "celery", "daphne", "mkdocs", "gunicorn", "robyn",
    ),
    "watchdog": (
        "flask", "werkzeug", "dash", "django-extensions", "streamlit", "celery", "mkdocs", "sphinx", "pytest-watch",
        "pytest-watcher", "pelican", "jupyter", "hupper", "pywatchman", "huey", "dramatiq", "rq", "pyinstaller",
    ),
    "pyinotify": (),
}  # fmt: skip


def check(repo, settings, launches):
    """watchfiles, watchdog or pyinotify beside Django alone, with nothing in the repository that uses them."""
    dependencies = repo.dependencies
    if not dependencies.requires("django") or not repo.named("manage.py"):
        return
    for name, users in _USERS.items():
        places = [one for one in versions.asked(repo, name) if one.kind == "declared"]
        if not places or any(dependencies.requires(user) for user in users) or repo.imports(name):
            continue
        if any(launch.server in ("watchfiles", "watchmedo", "uvicorn") for launch in launches()):
            continue
        place = places[0]
        yield Finding(
            rules.PACKAGE_UNUSED,
            f"{name} is required, nothing here uses it, and Django's runserver does not either",
            path=place.path,
            line=place.line,
            column=place.column,
            help="Take it out; to have runserver woken by the kernel, require django-watchfiles and list 'django_watchfiles'.",
            subject=name,
        )
