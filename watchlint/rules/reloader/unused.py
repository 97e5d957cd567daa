"""Watchers that are installed for Django's runserver and that it does not use."""

from __future__ import annotations

from watchlint.findings import Finding
from watchlint.rules.reloader import rules, versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.servers.model import Launch

# What else takes these packages for a dependency a project may name itself, beside the servers that we know.
_OTHERS = {
    "watchfiles": ("arq", "sanic", "litestar", "hypercorn", "celery", "daphne", "mkdocs", "robyn"),
    "watchdog": (
        "celery", "mkdocs", "sphinx", "pytest-watch", "pytest-watcher", "pelican", "jupyter", "pywatchman", "huey", "dramatiq",
        "rq", "pyinstaller",
    ),
    "pyinotify": (),
}  # fmt: skip


def _watches(launch: Launch) -> bool:
    """Whether a server that is started here may use any of these packages."""
    from watchlint.servers import catalogue

    return not catalogue.named(launch.server).needs


def _users(name: str) -> Iterator[str]:
    """The packages that use this one: no word is said where one of them is there."""
    from watchlint.servers import catalogue

    yield from _OTHERS[name]
    for server in catalogue.every():
        if name in server.may_use:
            yield from server.comes_with


def check(repo, settings, launches):
    """watchfiles, watchdog or pyinotify beside Django alone, with nothing in the repository that uses them."""
    dependencies = repo.dependencies
    if not dependencies.requires("django") or not repo.named("manage.py"):
        return
    for name in _OTHERS:
        places = [one for one in versions.asked(repo, name) if one.kind == "declared"]
        if not places or any(map(dependencies.requires, _users(name))) or repo.imports(name):
            continue
        if any(map(_watches, launches())):
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
