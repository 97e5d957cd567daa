"""runserver: which reloader a running one is, and what it watches."""

from __future__ import annotations

import pytest

from tests.servers.running import live
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.django import reloaders, runserver
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
        ({**DJANGO, "django_watchfiles": "1.4.0"}, "true", reloaders.TOLD),
        ({**DJANGO, "django_watchfiles": "1.4.0"}, "false", reloaders.POLLS),
        (DJANGO, "true", reloaders.POLLS),
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
