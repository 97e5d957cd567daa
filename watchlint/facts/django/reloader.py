"""Which reloader `manage.py runserver` will use, as far as a repository tells.

The order is Django's own (utils/autoreload.py, get_reloader, unchanged from 3.2 to 6.1, every row run with the real one):
django_watchfiles takes its place when it is imported; else Watchman, where pywatchman works and its service answers; else
StatReloader, which polls.
"""

from __future__ import annotations

from watchlint.facts.django.settings import ABSENT, LISTED
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.django.settings import Project
    from watchlint.facts.repository.repository import Repository

STAT, WATCHFILES, WATCHMAN = "StatReloader", "WatchfilesReloader", "WatchmanReloader"

SERVICE = "the program `watchman` is in PATH and its service answers"


class Prediction(Record):
    """`reloader`: one of the three, None where runserver does not come up at all or nothing can be said. `condition`: ""
    where the answer is known; else what the repository can't tell, and `otherwise` is used where it does not hold (None: not
    known). `why`: half a sentence."""

    reloader: str | None
    condition: str = ""
    otherwise: str | None = None
    why: str = ""


def predict(repo: Repository, project: Project, python: str | None = None, installed: bool | None = None) -> Prediction:
    """The reloader of one Project of `django_settings`. `python`: the version that runs it ("3.12"), where it is known.
    `installed`: whether its environment has django-watchfiles; None where no environment tells."""
    dependencies = repo.dependencies
    # A package that is not asked for is not there to be imported; where no file asks for anything, nothing is known.
    asked = dependencies.requires("django-watchfiles") if installed is None else installed
    required = asked or repo.provides("django_watchfiles")
    answer = project.default.answer("django_watchfiles") if project.default else None
    if answer == LISTED:
        if required:
            return Prediction(WATCHFILES, why="django_watchfiles is imported by the settings")
        return Prediction(
            STAT, why="django_watchfiles is in INSTALLED_APPS and nothing installs it: runserver serves nothing"
        )
    without = _without_watchfiles(repo, python)
    if answer == ABSENT or not required:
        return without
    condition = "the settings, as they are worked out at run time, have django_watchfiles in INSTALLED_APPS"
    return Prediction(
        WATCHFILES, condition, without.reloader if not without.condition else None, why="it depends on the settings"
    )


def _without_watchfiles(repo: Repository, python: str | None) -> Prediction:
    dependencies = repo.dependencies
    found = dependencies.version_range("pywatchman")
    if not found:
        return Prediction(STAT, why="neither django-watchfiles nor pywatchman is in use")
    old = found.within(None, "2")
    if old == "excluded":
        return Prediction(WATCHMAN, SERVICE, STAT, "pywatchman is required")
    if old == "certain":
        if python_is(repo, "3.10", "3.13", python) == "certain":
            return Prediction(STAT, why="pywatchman before 2 raises SystemError here, and Django swallows it")
        if python_is(repo, "3.13", None, python) == "certain":
            return Prediction(None, SERVICE, STAT, "pywatchman before 2 ends the interpreter with a segmentation fault")
        if python_is(repo, None, "3.10", python) == "certain":
            return Prediction(WATCHMAN, SERVICE, STAT, "pywatchman is required")
    return Prediction(WATCHMAN, f"pywatchman is 2 or later, {SERVICE}", STAT, "pywatchman is required")


def python_is(repo: Repository, low: str | None, high: str | None, python: str | None = None) -> str:
    """Whether the project's Python lies in [low, high): certain, possible or excluded; possible where nothing says."""
    if python is not None:
        version = _numbers(python)
        inside = (low is None or version >= _numbers(low)) and (high is None or version < _numbers(high))
        return "certain" if inside else "excluded"
    found = repo.dependencies.python_range
    return found.within(low, high) if found else "possible"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
