"""reloader-package-unused: a watcher is installed that runserver does not use."""

from __future__ import annotations

from watchlint.findings import INFO, Finding, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.django.projects import SOURCE, projects, wants_watchfiles
from watchlint.rules.reloader.starts import launches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch
    from watchlint.settings import Settings

_AROUND = {
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    "settings.py": 'INSTALLED_APPS = ["django.contrib.admin"]\n',
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-package-unused",
    hook=NAME,
    severity=INFO,
    summary="A watcher is installed that runserver does not use.",
    why="runserver knows Watchman and, where django-watchfiles is imported, watchfiles. watchfiles or watchdog by themselves "
    "change nothing, and pyinotify has been of no use since Django 2.2.",
    evidence="Real runs: watchfiles installed, or 'watchfiles' in INSTALLED_APPS, is StatReloader.",
    before={**_AROUND, "requirements.txt": "Django>=5.2\nwatchfiles\n"},
    after={**_AROUND, "requirements.txt": "Django>=5.2\n"},
    fix="none",
    since="0.1.0",
    source=f"{SOURCE}; Django 2.2 release notes (pyinotify dropped)",
    about=DJANGO,
)

# What else takes these packages for a dependency a project may name itself, beside the servers that we know.
_OTHERS = {
    "watchfiles": ("arq", "sanic", "litestar", "hypercorn", "celery", "daphne", "mkdocs", "robyn"),
    "watchdog": (
        "celery", "mkdocs", "sphinx", "pytest-watch", "pytest-watcher", "pelican", "jupyter", "pywatchman", "huey", "dramatiq",
        "rq", "pyinstaller",
    ),
    "pyinotify": (),
}  # fmt: skip


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """watchfiles, watchdog or pyinotify beside Django alone, and 'watchfiles' for an app."""
    for project in projects(repository):
        apps = project.default.apps if project.default else None
        for item in apps.items if apps and not wants_watchfiles(repository) else ():
            if item.certain and item.text.value == "watchfiles":
                said = "'watchfiles' in INSTALLED_APPS does nothing: runserver polls"
                help_ = "Require django-watchfiles and list 'django_watchfiles'."
                yield asked.at(item.text, RULE, said, help=help_, subject="watchfiles")
    if repository.dependencies.requires("django") and repository.named("manage.py"):
        yield from _for_nothing(repository)


def _for_nothing(repository: Repository) -> Iterator[Finding]:
    dependencies = repository.dependencies
    for name in _OTHERS:
        places = [place for place in asked.requirements(repository, name) if place.kind == "declared"]
        if not places or any(map(dependencies.requires, _users(name))) or repository.imports(name):
            continue
        if any(map(_may_use, launches(repository))):
            continue
        yield asked.at(
            places[0],
            RULE,
            f"{name} is required, nothing here uses it, and Django's runserver does not either",
            help="Remove it; to have runserver woken by the kernel, require django-watchfiles and list 'django_watchfiles'.",
            subject=name,
        )


def _may_use(launch: Launch) -> bool:
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
