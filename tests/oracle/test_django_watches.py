"""Django's runserver with django-watchfiles and with StatReloader: what we predict is what the kernel counts."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import trees
from environments import environment
from running import Counted, free_port, precompiled, predicted, running

from watchlint.facts.python import interpreter
from watchlint.servers.django import reloaders as django

pytestmark = pytest.mark.oracle

MANAGE = "import os, sys\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n"
SETTINGS = """
SECRET_KEY = "x"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = {apps!r}
TEMPLATES = [{{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": {folders!r}, "APP_DIRS": True}}]
"""
READY = "Quit the server with"


@pytest.fixture(scope="module")
def python():
    return precompiled(environment("django", ["Django==5.2.19", "django-watchfiles==1.4.0", "watchfiles==1.3.0"]))


@pytest.fixture(scope="module")
def asked(python):
    return interpreter.read(python)


def compare(
    python,
    asked,
    project,
    tmp_path,
    *,
    reloader=django.WATCHFILES,
    folders=(),
    apps=(),
    cwd=None,
    env=None,
    ready=READY,
):
    apps = [*apps, *(["django_watchfiles"] if reloader == django.WATCHFILES else [])]
    (project.app / "manage.py").write_text(MANAGE, encoding="utf-8")
    settings = project.app / "settings.py"
    settings.write_text(
        trees.opening(project) + SETTINGS.format(apps=apps, folders=list(map(str, folders))), encoding="utf-8"
    )
    (project.app / "urls.py").write_text("urlpatterns = []\n", encoding="utf-8")
    cwd = cwd or project.root
    plan = django.plan(
        reloader,
        cwd=str(cwd),
        manage=str(project.app / "manage.py"),
        interpreter=asked,
        extra_folders=[*map(str, folders), *project.search],
        environ=env or {},
        compiles=trees.compiled(project, settings),
    )
    _, expected = predicted(plan, project.closed)
    command = [python, str(project.app / "manage.py"), "runserver", f"127.0.0.1:{free_port()}"]
    with running(command, cwd, tmp_path / "log", env=env, bound=project.closed) as server:
        assert server.settled(ready, expected) == expected, server.said()
    return expected


SHAPES = [name for name in trees.READABLE_NAMES if not name.startswith(("unreadable", "listed"))]


@pytest.mark.parametrize("project", SHAPES, indirect=True)
def test_watches_of_every_shape(python, asked, project, tmp_path):
    expected = compare(python, asked, project, tmp_path)
    assert expected.watches > 2000  # the standard library and Django itself


@pytest.mark.parametrize("project", ["unreadable_folder", "listed_but_not_entered"], indirect=True)
def test_watches_end_at_an_unreadable_folder(python, asked, project, tmp_path):
    assert compare(python, asked, project, tmp_path, ready="Permission denied") == Counted(0, 0)


@pytest.mark.parametrize("project", ["unreadable_folder", "unreadable_and_links"], indirect=True)
def test_watches_that_ignore_errors(python, asked, project, tmp_path):
    compare(python, asked, project, tmp_path, env={"WATCHFILES_IGNORE_PERMISSION_DENIED": "1"})


@pytest.mark.parametrize("project", ["app_in_subfolder"], indirect=True)
def test_watches_folders_outside_and_the_locale_folder_beside(python, asked, project, tmp_path):
    outside = tmp_path / "templates"
    for name in ("a/b", "c"):
        (outside / name).mkdir(parents=True)
    (project.root / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True)
    compare(
        python, asked, project, tmp_path, folders=[outside], apps=["django.contrib.contenttypes", "django.contrib.auth"]
    )


@pytest.mark.parametrize("project", ["mixed_one"], indirect=True)
def test_watches_none_with_the_stat_reloader(python, asked, project, tmp_path):
    assert compare(python, asked, project, tmp_path, reloader=django.STAT) == Counted(0, 0)


@pytest.mark.skipif(shutil.which("watchman") is None, reason="the service watchman is not installed here")
@pytest.mark.parametrize("project", ["git_inside", "app_in_subfolder", "links_out", "mixed_one"], indirect=True)
def test_watches_of_the_watchman_service(project, tmp_path):
    """The service is asked to watch what Django would ask it to: each folder, by watch-project."""
    for name in ("project/.git/info", "side/.hg/store", "side/lib"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    lone = tmp_path / "lone" / "folder"
    lone.mkdir(parents=True)
    folders = [str(project.app), str(tmp_path / "side" / "lib"), str(lone)]
    plan = django.plan(
        django.WATCHMAN, cwd=str(project.root), manage=str(project.app / "manage.py"), extra_folders=folders
    )
    _, expected = predicted(plan)
    service = ["watchman", f"--sockname={tmp_path}/sock"]
    command = [
        *service,
        "--foreground",
        f"--statefile={tmp_path}/state",
        "--logfile=/dev/stdout",
        f"--pidfile={tmp_path}/pid",
    ]
    with running(command, tmp_path, tmp_path / "log") as server:
        server.waits_for((tmp_path / "sock").exists)
        for folder in folders:
            subprocess.run([*service, "--no-spawn", "watch-project", folder], check=True, stdout=subprocess.DEVNULL)
        assert server.settled("", expected) == expected, server.said()
