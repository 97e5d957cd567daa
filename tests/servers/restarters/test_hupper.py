"""hupper and pserve --reload: the folders of the modules."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.servers import catalogue

APP = {"main.py": "import near.deep\n", "near/__init__.py": "", "near/deep.py": "", "data/x": ""}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("-m main", [".", "near"]), ("-w data/x -m main", [".", "data", "near"]), ("-m near.deep", ["near"])],
)
def test_the_folders_of_the_modules(folder, tmp_path, words, wanted):
    tree = folder(APP)
    assert set(wanted) <= set(roots(live("hupper", words, tree, {"watchdog": "6.0.0"}, tmp_path), tree))


def test_of_pserve_the_folder_of_its_settings(folder, tmp_path):
    tree = folder({**APP, "etc/development.ini": ""})
    assert roots(live("hupper", "etc/development.ini --reload", tree, {"watchdog": "6.0.0"}, tmp_path), tree) == ["etc"]


@pytest.mark.parametrize(
    ("packages", "environ", "step"),
    [
        ({}, {}, "/v/python -m pip install watchdog  # then start hupper again"),
        (
            {"watchdog": "6.0.0"},
            {"HUPPER_DEFAULT_MONITOR": "hupper.polling.PollingFileMonitor"},
            "unset HUPPER_DEFAULT_MONITOR  # then start hupper again",
        ),
    ],
)
def test_polling_and_what_ends_it(folder, tmp_path, packages, environ, step):
    plan = live("hupper", "-m main", folder(APP), packages, tmp_path, **environ)
    assert plan.roots == ()
    assert catalogue.named("hupper").to_wait(plan.notes[0], [], environ, "/v/python") == step
    assert catalogue.named("hupper").to_wait("x", [], environ, "/v/python") is None


def test_how_it_is_started_again():
    assert (
        catalogue.named("hupper").to_reload(["development.ini", "-n", "main"], "")
        == "pserve development.ini -n main --reload"
    )
