"""The Django projects of a repository, and what several rules ask of them."""

from __future__ import annotations

from watchlint.facts.django import settings as django_settings
from watchlint.facts.django.settings import ABSENT, LISTED
from watchlint.findings import Edit
from watchlint.rules.reloader.starts import launches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.django.settings import Project
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

APP = "django_watchfiles"
PACKAGE = "django-watchfiles"

PIN = "1.4.0"
"""The newest release, which a pinned requirement is given (django-watchfiles 1.4.0, 2025-09-22: Django 4.2 to 6.1)."""

SOURCE = "Django 6.1, utils/autoreload.py, get_reloader; the same since 3.2"


def projects(repository: Repository) -> list[Project]:
    """The Django projects here, read once."""
    return repository.shared("django projects", lambda: list(django_settings.projects(repository)))


def wants_watchfiles(repository: Repository) -> bool:
    """Whether the dependency files ask for django-watchfiles."""
    return repository.dependencies.requires(PACKAGE)


def both_wanted(repository: Repository) -> str:
    """Whether django-watchfiles and pywatchman are both asked for, and the settings can be read: LISTED or ABSENT, else ""."""
    if not (wants_watchfiles(repository) and repository.dependencies.requires("pywatchman")):
        return ""
    answers = (project.answer(APP) for project in projects(repository))
    return next((answer for answer in answers if answer in (LISTED, ABSENT)), "")


def starts_plus_only(repository: Repository) -> Launch | None:
    """The first start of runserver_plus, which reloads through Werkzeug, where nothing starts runserver; else None."""
    found = {launch.server: launch for launch in reversed(launches(repository))}
    return None if "django" in found else found.get("runserver_plus")


def enabling(project: Project) -> list[Edit]:
    """The app into the settings that manage.py uses: those of production, where they are others, stay as they are."""
    settings = project.default
    apps = settings.apps if settings else None
    if settings is None or settings.path is None or apps is None:
        return []
    kind = apps.kind

    def change(data: bytes | None) -> bytes | None:
        from watchlint.fixes import python

        return data if data is None else python.add_app(data, APP, kind)

    return [Edit(settings.path, change)]
