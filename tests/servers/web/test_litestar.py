"""litestar run --reload: uvicorn with the same folders and patterns."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue

INSTALLED = {"watchfiles": "1.1.0", "uvicorn": "0.41.0"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("litestar routes", []),
        ("litestar --app web:app run", [("litestar", "web:app", False)]),
        ("litestar --app web:app run --reload-dir src", [("litestar", "web:app", True)]),
        ("litestar run -r", [("litestar", None, True)]),
        ("litestar run -E data", [("litestar", None, True)]),
        ("LITESTAR_RELOAD=1 litestar --app=web:app run", [("litestar", "web:app", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "environ", "wanted"),
    [
        ("run --reload", {}, ["."]),
        ("run --reload-dir src", {}, ["src"]),
        ("run -R src -R lib", {}, ["lib", "src"]),
        ("run --reload", {"LITESTAR_RELOAD_DIRS": "src lib"}, ["lib", "src"]),
        ("run -R lib", {"LITESTAR_RELOAD_DIRS": "src"}, ["lib"]),
        ("run -R src -R lib -E lib", {}, ["src"]),  # a folder that a pattern names is taken out where it was named
        ("run --reload-exclude src", {}, ["."]),
        ("run -I lib", {}, ["lib"]),
    ],
)
def test_its_folders(folder, tmp_path, words, environ, wanted):
    tree = folder({"src/x": "", "lib/x": ""})
    plan = live("litestar", words, tree, INSTALLED, tmp_path, **environ)
    assert (plan.server, roots(plan, tree), plan.certain) == ("litestar", wanted, True)


def test_which_module_it_loads():
    known = catalogue.named("litestar")
    assert known.loads("--app web:app --app-dir src run".split(), "/w") == ("web", ["/w/src"])
    assert known.typed("web.py").arguments == ("--app", "web:app", "run", "--reload")
