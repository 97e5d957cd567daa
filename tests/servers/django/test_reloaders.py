"""What each of Django's reloaders watches."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import roots
from watchlint.facts.python.interpreter import Interpreter
from watchlint.servers.django import reloaders


@pytest.fixture
def here(tmp_path):
    for name in ("project/app", "project/docs", "project/locale/de"):
        (tmp_path / name).mkdir(parents=True)
    return os.path.realpath(tmp_path / "project")


@pytest.fixture
def python(tmp_path):
    for name in ("lib", "site-packages"):
        (tmp_path / "python" / name).mkdir(parents=True)
    folder = os.path.realpath(tmp_path / "python")
    return Interpreter(
        f"{folder}/bin/python", (3, 12, 1), (f"{folder}/lib", f"{folder}/site-packages", f"{folder}/gone.zip")
    )


def test_watchfiles_takes_the_project_and_sys_path(here, python):
    plan = reloaders.plan(
        reloaders.WATCHFILES, cwd=here, manage="app/manage.py", interpreter=python, extra_folders=["docs", "gone"]
    )
    assert roots(plan, here) == ["../python/lib", "../python/site-packages", "app", "docs", "locale"]
    assert (plan.certain, plan.notes) == (False, (reloaders.TRANSLATED,))
    inside = reloaders.plan(reloaders.WATCHFILES, cwd=here, manage="manage.py", interpreter=python)
    assert (inside.certain, inside.unreadable) == (True, "fails")
    assert reloaders.plan(reloaders.STAT, cwd=here, manage="manage.py").instances == 0
    assert not reloaders.plan(reloaders.WATCHFILES, cwd=here, manage="manage.py").certain


def test_watchman_grows_to_the_project(here, tmp_path):
    (tmp_path / "project" / ".git").mkdir()
    plan = reloaders.plan(reloaders.WATCHMAN, cwd=here, manage="app/manage.py")
    assert roots(plan, here) == ["."]
    assert os.path.join(here, ".git") in plan.closed
    assert reloaders.DAEMON in plan.notes
