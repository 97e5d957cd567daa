"""runserver: which reloader a running one is, and what it watches."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, roots
from watchlint.facts.python.interpreter import Interpreter
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.django import runserver
from watchlint.servers.launches import launches

PROJECT = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'p.settings')\n",
    "p/__init__.py": "",
    "p/settings.py": "",
}
DJANGO = {"django": "5.2.1"}


@pytest.fixture
def processes(monkeypatch):
    """What the server's processes show: an inotify instance, the service of watchman, a client of it."""

    def show(inotify=False, service=False, talks=False):
        monkeypatch.setattr(runserver.service, "holds_inotify", lambda pids: inotify)
        monkeypatch.setattr(runserver.service, "runs", lambda program: service)
        monkeypatch.setattr(runserver.service, "any_talks", lambda pids: talks)

    return show


@pytest.mark.parametrize(
    ("packages", "shown", "watches"),
    [
        (DJANGO, {}, False),
        (DJANGO, {"inotify": True}, False),
        ({**DJANGO, "django_watchfiles": "1.1.0"}, {"inotify": True}, True),
        ({**DJANGO, "django_watchfiles": "1.1.0"}, {}, False),
    ],
)
def test_its_reloader_is_told_by_what_it_holds(folder, tmp_path, processes, packages, shown, watches):
    processes(**shown)
    plan = live("django", "runserver", folder(PROJECT), packages, tmp_path, script="manage.py")
    assert bool(plan.roots) is watches and (watches or plan.instances == 0)


@pytest.mark.parametrize(
    ("packages", "value", "note"),
    [
        ({**DJANGO, "django_watchfiles": "1.4.0"}, "true", runserver.TOLD),
        ({**DJANGO, "django_watchfiles": "1.4.0"}, "false", runserver.POLLS),
        (DJANGO, "true", runserver.POLLS),
    ],
)
def test_one_that_is_told_to_poll(folder, tmp_path, processes, packages, value, note):
    processes()
    words = {"script": "manage.py", "WATCHFILES_FORCE_POLLING": value}
    plan = live("django", "runserver", folder(PROJECT), packages, tmp_path, **words)
    assert (plan.roots, plan.notes) == ((), (note,))


def test_watchman_watches_for_it(folder, tmp_path, processes):
    processes(service=True, talks=True)
    plan = live("django", "runserver", folder(PROJECT), {**DJANGO, "pywatchman": "3.0.0"}, tmp_path)
    assert plan.roots == () and plan.notes == (runserver.service.ASKS_WATCHMAN,)


@pytest.mark.parametrize(
    ("requirements", "apps", "doubts"),
    [
        ("Django\n", "[]", ["polls"]),
        ("Django\ndjango-watchfiles\n", "['django_watchfiles']", []),
        ("Django\npywatchman\n", "[]", []),
    ],
)
def test_one_that_files_start_may_poll(folder, requirements, apps, doubts):
    files = {**PROJECT, "p/settings.py": f"INSTALLED_APPS = {apps}\n", "requirements.txt": requirements}
    repository = NearRepository(str(folder({**files, "Procfile": "web: python manage.py runserver\n"})))
    (launch,) = launches(repository)
    assert [one.id for one in catalogue.named("django").doubts(launch, repository)] == doubts


@pytest.mark.parametrize(
    ("words", "script", "wanted"),
    [
        ("runserver 8000 --noreload --settings p.dev", "manage.py", "python manage.py runserver 8000 --settings p.dev"),
        ("runserver -6", "web/manage.py", "python web/manage.py runserver -6"), ("runserver", "django-admin", "django-admin runserver"),
    ],
)  # fmt: skip
def test_how_it_is_started_again(words, script, wanted):
    assert catalogue.named("django").to_reload(words.split(), script) == wanted


@pytest.fixture
def here(tmp_path):
    for name in ("app", "docs", "locale/de"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").write_text("")
    return os.path.realpath(tmp_path)


@pytest.fixture
def python(tmp_path):
    for name in ("env/bin", "lib/python3.12/lib-dynload", "env/lib/python3.12/site-packages"):
        (tmp_path.parent / "python" / name).mkdir(parents=True, exist_ok=True)
    base = os.path.realpath(tmp_path.parent / "python")
    names = ("lib/python312.zip", "lib/python3.12", "lib/python3.12/lib-dynload", "env/lib/python3.12/site-packages")
    return Interpreter(f"{base}/env/bin/python", (3, 12, 1), tuple(f"{base}/{name}" for name in names))


def test_its_folders(here, python):
    plan = runserver.plan(
        runserver.WATCHFILES, cwd=here, manage="app/manage.py", interpreter=python, extra_folders=["docs", "gone"]
    )
    assert roots(plan, here)[:4] == [
        "../python/env/lib/python3.12/site-packages",
        "../python/lib/python3.12",
        "../python/lib/python3.12/lib-dynload",
        "app",
    ]
    assert roots(plan, here)[4:] == ["docs", "locale"]
    assert (plan.certain, plan.notes) == (False, (runserver.TRANSLATED,))
    inside = runserver.plan(runserver.WATCHFILES, cwd=here, manage="manage.py", interpreter=python)
    assert (inside.certain, inside.unreadable) == (True, "fails")
    assert runserver.plan(runserver.STAT, cwd=here, manage="manage.py").instances == 0
    assert not runserver.plan(runserver.WATCHFILES, cwd=here, manage="manage.py").certain


def test_watchman_grows_to_the_project(here, tmp_path):
    (tmp_path / ".git").mkdir()
    plan = runserver.plan(runserver.WATCHMAN, cwd=here, manage="app/manage.py")
    assert roots(plan, here) == ["."]
    assert os.path.join(here, ".git") in plan.closed
    assert runserver.DAEMON in plan.notes
