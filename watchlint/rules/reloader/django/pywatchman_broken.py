"""reloader-pywatchman-broken: pywatchman before 2 does not work on Python 3.10 and later."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django.settings import ABSENT, LISTED
from watchlint.findings import ERROR, WARNING, Finding, Fix, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED, POSSIBLE
from watchlint.rules.reloader.django.projects import (
    APP,
    PACKAGE,
    PIN,
    both_wanted,
    enabling,
    projects,
    starts_plus_only,
    wants_watchfiles,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    ".python-version": "3.12\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-pywatchman-broken",
    hook=NAME,
    severity=ERROR,
    summary="pywatchman before 2 does not work on Python 3.10 and later.",
    why="Its C extension was written for an older interpreter. On 3.10 to 3.12 every call raises SystemError, which Django "
    "swallows: runserver polls and says nothing. On 3.13 and later the interpreter dies with a segmentation fault, and runserver "
    "prints nothing at all. Installing it never warns.",
    evidence="facebook/watchman#970; 36 runs of the real runserver on 7 Pythons with pywatchman 1.4.1, 2, 3 and 4.",
    before={
        **_AROUND,
        "requirements.txt": "Django>=5.2\npywatchman==1.4.1\n",
        "settings.py": 'INSTALLED_APPS = ["django.contrib.admin"]\n',
    },
    after={
        **_AROUND,
        "requirements.txt": "Django>=5.2\ndjango-watchfiles==1.4.0\n",
        "settings.py": 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n',
    },
    fix="unsafe",
    since="0.1.0",
    source="pywatchman 1.4.1, bser.c, PyArg_ParseTuple without PY_SSIZE_T_CLEAN; fixed in 2.0.0",
    about=DJANGO,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """The first place that asks for a pywatchman that can't work on the Python this project runs on; none where only
    runserver_plus is started, which never asks Watchman."""
    if not repository.dependencies.requires("pywatchman") or both_wanted(repository) or starts_plus_only(repository):
        return
    found = repository.dependencies.version_range("pywatchman")  # empty where no marker that asks for it holds
    answer, places = asked.within(found, None, "2")
    modern = django_reloader.python_is(repository, "3.10", None, settings.python_version)
    if answer == EXCLUDED or modern == EXCLUDED or not places:
        return
    crashes = django_reloader.python_is(repository, "3.13", None, settings.python_version)
    silent = "; runserver does so without a word" if projects(repository) else ""
    yield asked.at(
        places[0],
        RULE,
        f"pywatchman before 2 {_breaks(crashes)}{silent}",
        help="Use django-watchfiles, or raise pywatchman to 2 or later.",
        fix=_instead(repository, places),
        severity=None if answer == modern == CERTAIN else WARNING,
        subject="pywatchman",
    )


def _breaks(crashes: str) -> str:
    if crashes == CERTAIN:
        return "ends the interpreter with a segmentation fault on Python 3.13 and later"
    if crashes == POSSIBLE:
        return "raises SystemError on Python 3.10 to 3.12, so that Django polls, and ends the interpreter on 3.13 and later"
    return "raises SystemError on Python 3.10 and later, and Django falls back to polling"


def _instead(repository: Repository, places: Sequence[Requirement]) -> Fix:
    """django-watchfiles in pywatchman's place, where the settings can be edited for it; else a pywatchman that works."""
    here = projects(repository)
    readable = len(here) == 1 and here[0].answer(APP) in (ABSENT, LISTED)
    old_django = asked.within(repository.dependencies.version_range("django"), None, "4.2")[0] == CERTAIN
    if not readable or old_django or wants_watchfiles(repository):
        edits = asked.raises(places, "pywatchman", lambda old: ">=2")
        return Fix("raise pywatchman to 2 or later", edits, safe=False)
    edits = asked.replaces(places, "pywatchman", PACKAGE, PIN)
    if here[0].answer(APP) == ABSENT:
        edits += enabling(here[0])
    return Fix("use django-watchfiles instead of pywatchman and put it into INSTALLED_APPS", edits, safe=False)
