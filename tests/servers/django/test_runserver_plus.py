"""runserver_plus: what Werkzeug's reloader watches."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.launches import launches
from watchlint.servers.start import Absent

PROJECT = {"web/manage.py": "", "web/p/__init__.py": "", "data/x": ""}


@pytest.mark.parametrize(
    ("words", "packages", "watches"),
    [
        ("runserver_plus", {"watchdog": "6.0.0"}, True), ("runserver_plus", {}, False),
        ("runserver_plus --reloader-type stat", {"watchdog": "6.0.0"}, False),
    ],
)  # fmt: skip
def test_a_running_one(folder, tmp_path, words, packages, watches):
    tree = folder(PROJECT)
    plan = live("runserver_plus", words, tree, packages, tmp_path, script="web/manage.py")
    assert ("web" in roots(plan, tree)) is watches and (watches or plan.instances == 0)


@pytest.mark.parametrize(
    ("words", "requirements", "doubts"),
    [
        ("", "Werkzeug\n", ["polls"]), ("", "Werkzeug\nwatchdog<7\n", []), ("", "Werkzeug\nwatchdog\n", ["watchdog-release"]),
        (" --reloader-type stat", "Werkzeug\n", []),
    ],
)  # fmt: skip
def test_one_that_files_start(folder, words, requirements, doubts):
    files = {
        "manage.py": "",
        "requirements.txt": f"django-extensions\n{requirements}",
        "Procfile": f"web: python manage.py runserver_plus{words}\n",
    }
    repository = NearRepository(str(folder(files)))
    (launch,) = launches(repository)
    assert [one.id for one in catalogue.named("runserver_plus").doubts(launch, repository)] == doubts


def test_how_it_is_started_again_and_polls():
    known = catalogue.named("runserver_plus")
    assert known.to_reload(["runserver_plus", "--noreload"], "manage.py") == "python manage.py runserver_plus"
    assert known.to_poll(["runserver_plus"], "") == "python manage.py runserver_plus --reloader-type stat"


def test_how_it_is_written_and_told_to_poll():
    known = catalogue.named("runserver_plus")
    (words,) = [known.typed("web/manage.py").arguments]
    assert words == ("runserver_plus",)
    assert known.to_poll(words, "/v/python") == "python manage.py runserver_plus --reloader-type stat"


def test_a_manage_py_that_is_not_here_ends_it(folder):
    with pytest.raises(Absent, match="gone/manage.py: that file is not in this work tree"):
        planned("runserver_plus", "runserver_plus", folder(PROJECT), "gone/manage.py")
