"""reloader-watchfiles-not-enabled: django-watchfiles is required and not in INSTALLED_APPS."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django.settings import ABSENT
from watchlint.findings import ERROR, Edit, Finding, Fix, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.django.projects import (
    APP,
    PACKAGE,
    both_wanted,
    enabling,
    projects,
    wants_watchfiles,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watchlint.facts.django.settings import Project
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    "requirements.txt": "Django>=5.2\ndjango-watchfiles\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-watchfiles-not-enabled",
    hook=NAME,
    severity=ERROR,
    summary="django-watchfiles is required and not in INSTALLED_APPS: runserver does not use it.",
    why="The package takes the reloader's place when it is imported, and nothing imports it but INSTALLED_APPS. Without the "
    "entry runserver polls as if it were not there, and says so only in one line of its log.",
    evidence="Real runs with Django 4.2, 5.2 and 6.1: required and not listed is StatReloader, without a word.",
    before={**_AROUND, "settings.py": 'INSTALLED_APPS = ["django.contrib.admin"]\n'},
    after={**_AROUND, "settings.py": 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n'},
    fix="unsafe",
    since="0.1.0",
    source="django-watchfiles 1.4.0, __init__.py: autoreload.get_reloader is replaced on import",
    about=DJANGO,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """Projects whose settings leave it out, and names in INSTALLED_APPS that are nearly right."""
    wanted = wants_watchfiles(repository)
    for project in projects(repository):
        yield from _spelling(project, wanted)
        absent = wanted and project.answer(APP) == ABSENT
        if absent and not both_wanted(repository) and not repository.imports(APP):
            yield _missing(repository, project)


def _missing(repository: Repository, project: Project) -> Finding:
    place, module = asked.requirements(repository, PACKAGE)[0], project.default
    name, path = (module.module, module.path) if module else ("the settings", "them")
    reloader = django_reloader.predict(repository, project)
    return asked.at(
        place,
        RULE,
        f"django-watchfiles is required and {name} does not list {APP}: "
        f"`{project.manage} runserver` uses {reloader.reloader}",
        help=f"Put {APP!r} into INSTALLED_APPS ({path}).",
        fix=Fix(f"put {APP!r} into INSTALLED_APPS of {path}", enabling(project), safe=False),
        subject=project.manage,
    )


def _spelling(project: Project, wanted: bool) -> Iterator[Finding]:
    apps = project.default.apps if project.default else None
    for item in apps.items if apps else ():
        dashed = item.text.value == PACKAGE
        if not item.certain or not (dashed or (wanted and item.text.value == "watchfiles")):
            continue
        said = "is no package: runserver stops with ModuleNotFoundError" if dashed else "does nothing: runserver polls"
        yield asked.at(
            item.text,
            RULE,
            f"{item.text.value!r} in INSTALLED_APPS {said}",
            help=f"The app is called {APP!r}.",
            fix=Fix(f"call it {APP!r}", [Edit(item.text.path, _renaming(item.text.value))], safe=False),
            subject=item.text.value,
        )


def _renaming(old: str) -> Callable[[bytes | None], bytes | None]:
    def change(data: bytes | None) -> bytes | None:
        from watchlint.fixes import python

        return data if data is None else python.rename_text(data, old, APP)

    return change
