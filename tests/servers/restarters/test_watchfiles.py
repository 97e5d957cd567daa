"""The watchfiles command: the folders that it is told, else the working one."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, roots
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.launches import launches
from watchlint.servers.restarters import watchfiles as command


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["python x.py"], ["."]),
        (["python x.py", "src"], ["src"]),
        (["--filter", "python", "x", "src", "lib"], ["lib", "src"]),
    ],
)
def test_its_folders(folder, words, wanted):
    tree = folder({"src/x": "", "lib/x": ""})
    assert roots(live("watchfiles", words, tree), tree) == wanted


def test_polling(folder):
    assert live("watchfiles", ["python x.py"], folder(), WATCHFILES_FORCE_POLLING="true").roots == ()


@pytest.mark.parametrize(("variable", "watches"), [("", True), ("WATCHFILES_FORCE_POLLING=1 ", False)])
def test_a_start(folder, variable, watches):
    (launch,) = launches(
        NearRepository(str(folder({"Procfile": f"x: {variable}watchfiles 'python x.py' src\n", "x.py": ""})))
    )
    known = catalogue.named("watchfiles")
    assert (known.watches(launch), known.folders(launch)) == (watches, ["src"])
    assert known.narrowed(("python x.py", "."), ["src"]) == (["src"], ("python x.py", "src"))


@pytest.fixture
def here(tmp_path):
    for name in ("app", "web"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").write_text("")
    return os.path.realpath(tmp_path)


@pytest.mark.parametrize(
    "value, watches", [("", True), ("0", False), ("true", False), ("FALSE", True), ("disabled", True)]
)
def test_the_variable_that_makes_it_poll(here, value, watches):
    plan = command.plan(["run"], cwd=here, environ={"WATCHFILES_FORCE_POLLING": value})
    assert bool(plan.roots) is watches


WORDS = [
    ("run", ["."], "fails"),
    ("run app web", ["app", "web"], "fails"),
    ("--ignore-permission-denied run app", ["app"], "stops"),
    ("--filter python run", ["."], "fails"),
    ("--ignore-paths app,web run", ["."], "fails"),
]


@pytest.mark.parametrize("words, expected, unreadable", WORDS)
def test_what_an_error_does(here, words, expected, unreadable):
    plan = command.plan(words.split(), cwd=here, environ={"WATCHFILES_IGNORE_PERMISSION_DENIED": "1"})
    assert (roots(plan, here), plan.unreadable) == (expected, unreadable)
