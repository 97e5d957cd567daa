"""Werkzeug's reloader: all of sys.path, and what keeps it from reloading."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.python.interpreter import Interpreter
from watchlint.facts.repository.near import NearRepository
from watchlint.servers.watchers import werkzeug


@pytest.fixture
def python(folder):
    tree = folder({"lib/python3.12/os.py": "", "lib/zipped.zip": "", "site/x": ""}, name="python")
    return Interpreter(str(tree / "bin/python"), (3, 12, 0), tuple(str(tree / name) for name in ("lib/zipped.zip", "lib/python3.12", "site")))  # fmt: skip


def test_its_folders(folder, python):
    tree = folder({"app/x": ""})
    plan = werkzeug.plan(
        [str(tree), str(tree / "app")], interpreter=python, watchdog_version=(7, 1, 0), has_watchdog=True
    )
    top = os.path.dirname(os.path.dirname(python.executable))
    assert [root.path for root in plan.roots] == [str(tree), f"{top}/lib", f"{top}/site"]
    assert plan.inside == (str(tree / "app"), f"{top}/lib/python3.12")  # they lie in another
    assert (plan.instances, plan.certain, plan.notes) == (2, True, ())


def test_before_watchdog_7_each_folder_has_an_instance(python):
    plan = werkzeug.plan(["/w"], interpreter=python, watchdog_version=(6, 0, 0), has_watchdog=True)
    assert plan.instances == len(plan.roots) == 3


def test_what_is_not_known_is_said():
    plan = werkzeug.plan(["/w"])
    assert not plan.certain and len(plan.notes) == 3 and werkzeug.ESTIMATE in plan.notes
    assert werkzeug.plan(["/w"], has_watchdog=False).notes == (werkzeug.POLLS,)


@pytest.mark.parametrize(
    ("requirements", "doubts"),
    [
        ("", []),  # Werkzeug is not asked for: something else installs it
        ("Werkzeug\n", ["polls"]),
        ("Werkzeug[watchdog]\nwatchdog<7\n", []),
        ("Werkzeug\nwatchdog==6.0.0\n", []),
        ("Werkzeug\nwatchdog\n", ["watchdog-release"]),
        ("Werkzeug[watchdog]\n", ["watchdog-release"]),
    ],
)
def test_what_the_files_of_a_project_say(folder, requirements, doubts):
    dependencies = NearRepository(str(folder({"requirements.txt": requirements}))).dependencies
    found = list(werkzeug.doubts("flask", dependencies))
    assert [one.id for one in found] == doubts and all("'watchdog<7'" in one.step for one in found)


@pytest.mark.parametrize(
    ("release", "polls", "fires"), [((6, 0, 0), "", True), ((7, 0, 0), "it polls", True), ((7, 0, 0), "", False)]
)
def test_with_watchdog_7_it_never_reloads(release, polls, fires):
    seen = {"polls": polls, "watchdog": "7.0.0", "python": "/my venv/bin/python"}
    found = list(werkzeug.never_fires(seen, release))
    assert [one.step for one in found] == ([] if fires else ["'/my venv/bin/python' -m pip install 'watchdog<7'"])


def test_how_it_is_made_to_poll():
    assert werkzeug.to_poll("") == "python -m pip uninstall -y watchdog  # it polls then"
