"""reloader-conflict: two reloaders are asked for, and only one of them is used."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django.settings import LISTED
from watchlint.findings import ERROR, WARNING, Finding, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.django.projects import APP, both_wanted, projects, starts_plus_only, wants_watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_MANAGE = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'
_SETTINGS = 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n'
_AROUND = {"manage.py": _MANAGE, "settings.py": _SETTINGS, ".gitignore": "__pycache__/\n*.pyc\n"}

RULE = Rule(
    name="reloader-conflict",
    hook=NAME,
    severity=ERROR,
    summary="Two reloaders are asked for, and only one of them is used.",
    why="django-watchfiles, once imported, never asks for Watchman: pywatchman and its service are then installed for nothing. "
    "runserver_plus uses Werkzeug's reloader and neither of them. (The order of INSTALLED_APPS does not matter, with "
    "staticfiles or daphne either, as long as no app above fails to import.)",
    evidence="Real runs with a running watchman service: django_watchfiles listed wins over pywatchman 2, 3 and 4.",
    before={**_AROUND, "requirements.txt": "Django>=5.2\ndjango-watchfiles\npywatchman\n"},
    after={**_AROUND, "requirements.txt": "Django>=5.2\ndjango-watchfiles\n"},
    fix="none",
    since="0.1.0",
    source="django-watchfiles 1.4.0, __init__.py, replaced_get_reloader; django-extensions 4.1, runserver_plus",
    about=DJANGO,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """pywatchman beside django-watchfiles, and runserver_plus where django-watchfiles is meant to reload."""
    answer = both_wanted(repository)
    if answer:
        yield _both(repository, answer)
    if wants_watchfiles(repository) and any(project.answer(APP) == LISTED for project in projects(repository)):
        launch = starts_plus_only(repository)
        if launch is not None:
            yield Finding(
                RULE,
                "runserver_plus reloads with Werkzeug's reloader: django_watchfiles in INSTALLED_APPS changes nothing for it",
                path=launch.path, line=launch.line, column=launch.column,
                help="Start `runserver`, or remove django-watchfiles.",
                severity=WARNING, subject="runserver_plus",
            )  # fmt: skip


def _both(repository: Repository, answer: str) -> Finding:
    place = asked.requirements(repository, "pywatchman")[0]
    if answer == LISTED:
        said = "pywatchman is never used: django_watchfiles is in INSTALLED_APPS, so runserver uses WatchfilesReloader"
        to_do = "Remove pywatchman."
    else:
        said = (
            "both pywatchman and django-watchfiles are required; django_watchfiles is not in INSTALLED_APPS, so runserver "
            f"would use WatchmanReloader if {django_reloader.SERVICE}"
        )
        to_do = "Keep one: remove pywatchman and list django_watchfiles, or remove django-watchfiles."
    return asked.at(place, RULE, said, help=to_do, subject="pywatchman")
