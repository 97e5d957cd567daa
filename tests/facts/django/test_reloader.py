"""Which reloader runserver takes; tests/oracle/test_django_reloader.py runs the real one."""

from __future__ import annotations

import pytest

from watchlint.facts.django.reloader import STAT, WATCHFILES, WATCHMAN, predict, python_is
from watchlint.facts.django.settings import projects
from watchlint.facts.repository.repository import Repository

MANAGE = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's')\n"


def opened(tree, requirements: str, settings: str = "INSTALLED_APPS = []\n") -> Repository:
    return Repository(str(tree({"manage.py": MANAGE, "s.py": settings, "requirements.txt": requirements})))


@pytest.mark.parametrize(
    ("requirements", "settings", "reloader", "condition"),
    [
        ("Django\n", "INSTALLED_APPS = []\n", STAT, False),
        ("Django\ndjango-watchfiles\n", "INSTALLED_APPS = []\n", STAT, False),
        ("Django\ndjango-watchfiles\n", "INSTALLED_APPS = ['django_watchfiles']\n", WATCHFILES, False),
        ("Django\n", "INSTALLED_APPS = ['django_watchfiles']\n", STAT, False),
        ("Django\ndjango-watchfiles\n", "INSTALLED_APPS = unknown\n", WATCHFILES, True),
        ("Django\npywatchman>=2\n", "INSTALLED_APPS = []\n", WATCHMAN, True),
    ],
)
def test_the_reloader(repository, requirements, settings, reloader, condition):
    repo = opened(repository, requirements, settings)
    found = predict(repo, projects(repo)[0])
    assert (found.reloader, bool(found.condition)) == (reloader, condition)


@pytest.mark.parametrize(
    ("python", "low", "high", "expected"),
    [("3.12", "3.10", "3.13", "certain"), ("3.9.1", "3.10", None, "excluded"), (None, "3.10", None, "possible")],
)
def test_the_python(repository, python, low, high, expected):
    assert python_is(opened(repository, "Django\n"), low, high, python) == expected


OLD = "Django\npywatchman<2\n"


@pytest.mark.parametrize(
    ("requirements", "python", "reloader", "condition"),
    [
        (OLD, "3.9", WATCHMAN, True),
        (OLD, "3.12", STAT, False),  # it raises SystemError there, and Django swallows it
        (OLD, "3.13", None, True),  # it ends the interpreter
        (OLD, None, WATCHMAN, True),
        ("Django\npywatchman\n", "3.12", WATCHMAN, True),
    ],
)
def test_what_becomes_of_an_old_pywatchman(repository, requirements, python, reloader, condition):
    repo = opened(repository, requirements)
    found = predict(repo, projects(repo)[0], python)
    assert (found.reloader, bool(found.condition)) == (reloader, condition)
