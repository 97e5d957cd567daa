"""reloader-watchfiles-not-installed: INSTALLED_APPS names django_watchfiles and no dependency file asks for it."""

from __future__ import annotations

from watchlint.findings import ERROR, Finding, Fix, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.django.projects import (
    APP,
    PACKAGE,
    PIN,
    SOURCE,
    projects,
    wants_watchfiles,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.django.settings import Project
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    "settings.py": 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n',
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-watchfiles-not-installed",
    hook=NAME,
    severity=ERROR,
    summary="INSTALLED_APPS names django_watchfiles and no dependency file asks for it.",
    why="In an environment made from this repository runserver announces StatReloader, prints ModuleNotFoundError and then "
    "serves nothing, until a file changes.",
    evidence="Real runs with Django 4.2, 5.2 and 6.1.",
    before={**_AROUND, "requirements.txt": "Django>=5.2\n"},
    after={**_AROUND, "requirements.txt": "Django>=5.2\ndjango-watchfiles\n"},
    fix="unsafe",
    since="0.1.0",
    source=SOURCE,
    about=DJANGO,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The first settings module that lists it, where Django is asked for and the package neither asked for nor here."""
    if wants_watchfiles(repository) or not repository.dependencies.requires("django") or _is_here(repository):
        return
    for project in projects(repository):
        yield from _of_project(repository, project)


def _is_here(repository: Repository) -> bool:
    """Whether the repository holds the package itself."""
    return any(path.endswith(f"{APP}/__init__.py") for path in repository.named("__init__.py"))


def _of_project(repository: Repository, project: Project) -> Iterator[Finding]:
    for module in (project.default, *project.others):
        items = [item for item in module.items(APP) if item.certain] if module else []
        if module and items:
            place = asked.requirements(repository, "django")[0]
            pin = f"=={PIN}" if place.specifier.startswith("==") else ""
            yield asked.at(
                items[0].text,
                RULE,
                f"{APP} is in INSTALLED_APPS and no dependency file asks for django-watchfiles: runserver stops with "
                "ModuleNotFoundError",
                help=f"Add django-watchfiles to {place.path}.",
                fix=Fix(
                    f"add django-watchfiles to {place.path}", asked.adds(place.path, PACKAGE, pin, "django"), safe=False
                ),
                subject=module.module,
            )
            return
