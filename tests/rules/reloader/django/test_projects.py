"""The Django projects of a repository, and what several rules ask of them."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.reloader.django import projects as asked

MANAGE = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's')\n"


def opened(repository, requirements="Django\n", settings="INSTALLED_APPS = []\n", **more) -> Repository:
    return Repository(
        str(repository({"manage.py": MANAGE, "s.py": settings, "requirements.txt": requirements, **more}))
    )


def test_they_are_read_once(repository):
    here = opened(repository)
    assert len(asked.projects(here)) == 1 and asked.projects(here) is asked.projects(here)


@pytest.mark.parametrize(
    ("requirements", "settings", "wanted"),
    [
        ("Django\n", "INSTALLED_APPS = []\n", ""), ("django-watchfiles\n", "INSTALLED_APPS = []\n", ""),
        ("django_watchfiles\npywatchman\n", "INSTALLED_APPS = []\n", asked.ABSENT),
        ("django_watchfiles\npywatchman\n", "INSTALLED_APPS = ['django_watchfiles']\n", asked.LISTED),
        ("django_watchfiles\npywatchman\n", "INSTALLED_APPS = unknown()\n", ""),
    ],
)  # fmt: skip
def test_both_are_wanted(repository, requirements, settings, wanted):
    here = opened(repository, requirements, settings)
    assert asked.both_wanted(here) == wanted and asked.wants_watchfiles(here) is ("watchfiles" in requirements)


@pytest.mark.parametrize(
    ("procfile", "wanted"),
    [
        ("a: python manage.py runserver_plus\n", "runserver_plus"), ("a: python manage.py runserver_plus\nb: python manage.py runserver\n", None),
        ("a: python manage.py runserver\n", None),
    ],
)  # fmt: skip
def test_what_reloads_through_werkzeug_alone(repository, procfile, wanted):
    found = asked.starts_plus_only(opened(repository, Procfile=procfile))
    assert (found and found.server) == wanted


def test_the_app_goes_into_the_settings_that_manage_py_uses(repository):
    (edit,) = asked.enabling(asked.projects(opened(repository))[0])
    after = edit.change(b"INSTALLED_APPS = []\n")
    assert (edit.path, after) == ("s.py", b'INSTALLED_APPS = ["django_watchfiles"]\n') and edit.change(after) == after
    assert edit.change(None) is None
