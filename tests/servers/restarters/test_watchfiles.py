"""The watchfiles command: the folders that it is told, else the working one."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.launches import launches


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
