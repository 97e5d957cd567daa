"""hupper and pserve --reload: the folders of the modules."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.servers import catalogue
from watchlint.servers.restarters import hupper

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


@pytest.fixture
def here(tmp_path):
    for name in ("mail/a.txt", "mail/deep/b.txt", "site.ini", "conf/dev.ini"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


HUPPER = [
    ("-m job", "job", []),
    ("-w site.ini -m job", "job", ["."]),
    ("-w mail -m job", "job", ["."]),  # a folder is taken for a file: the one above it is watched
    ("-w mail/a.txt -w conf/dev.ini -m job --flag x", "job", ["conf", "mail"]),
    ("-w mail/*.txt -m job", "job", []),
    ("-w mail/a.txt -x */mail/* -m job", "job", []),
    ("-w gone/a.txt -m job", "job", []),
    ("conf/dev.ini --reload", "", ["conf"]),  # pserve
    ("--reload --server-name x conf/dev.ini#main port=1", "", ["conf"]),
]


@pytest.mark.parametrize("words, module, expected", HUPPER)
def test_the_words_of_hupper(here, words, module, expected):
    assert hupper.module(words.split()) == module
    assert hupper.named_folders(words.split(), str(here)) == sorted(str((here / name).resolve()) for name in expected)


@pytest.mark.parametrize("pattern, left_out", [("*/shop/*", True), ("shop/*", False), ("/w/shop/a.py", True)])
def test_what_hupper_is_told_to_ignore(pattern, left_out):
    assert hupper.ignored(["-m", "job", "-x", pattern], "/w/shop/a.py") is left_out


def test_how_many_instances_it_takes():
    assert hupper.plan(has_watchdog=False).instances == 0
    plan = hupper.plan(watchdog_version=(7, 1, 0), module_folders=["/w/app"])
    assert [root.path for root in plan.roots] == ["/w/app"] and plan.instances == 1
