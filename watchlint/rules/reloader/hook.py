"""Which reloader will a dev server use here, and will it reload? Read from the repository; nothing is run."""

from __future__ import annotations

from watchlint.rules.reloader import NAME, rules

_HOOK = rules.HOOK

RULES = rules.ALL

# Room -> the packages without one of which it has nothing to say.
ROOMS = {
    "django": ("django-watchfiles", "pywatchman", "django"),
    "unused": ("watchfiles", "watchdog", "pyinotify"),
    "watchdog": ("watchdog", "werkzeug", "pytest-watcher", "streamlit"),
    "livelock": ("watchdog", "werkzeug", "pytest-watcher", "streamlit"),
    "uvicorn": ("uvicorn", "fastapi", "fastapi-cli"),
}


def check(repo, settings):
    """Findings on the reloaders of the servers this repository asks for. Silent, and cheap, where it asks for none."""
    from importlib import import_module

    started = []

    def launches():
        if not started:
            started.append(_launches(repo))
        return started[0]

    for room, packages in ROOMS.items():
        if any(repo.dependencies.of(name) for name in packages):
            yield from import_module(f"watchlint.rules.reloader.{room}").check(repo, settings, launches)


def _launches(repo):
    """The starts of dev servers, those of tests left out."""
    from watchlint.facts.launch.kinds import is_test
    from watchlint.servers import launches as dev_servers

    return [launch for launch in dev_servers.launches(repo) if not is_test(launch.path or "")]


def shared(repo, settings):
    """All findings of this hook, computed once for all of its rules."""
    return repo.shared(NAME, lambda: list(check(repo, settings)))
