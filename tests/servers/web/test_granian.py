"""granian --reload: the working folder, or --reload-paths."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue
from watchlint.servers.launches import typed

KNOWN = catalogue.named("granian")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("granian main:app", [("granian", "main:app", False)]),
        ("granian --metrics --reload main:app", [("granian", "main:app", True)]),
        ("GRANIAN_RELOAD=1 granian --interface asgi main:app", [("granian", "main:app", True)]),
        ("GRANIAN_RELOAD=1 granian --no-reload main:app", [("granian", "main:app", False)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "environ", "wanted"),
    [
        ("--reload main:app", {}, ["."]),
        ("--reload --reload-paths src --reload-paths lib main:app", {}, ["lib", "src"]),
        ("--reload main:app", {"GRANIAN_RELOAD_PATHS": "src"}, ["src"]),
        ("--reload --reload-paths lib main:app", {"GRANIAN_RELOAD_PATHS": "src"}, ["lib"]),
        ("--reload --working-dir src main:app", {}, ["."]),  # where the app is imported from
    ],
)
def test_its_folders(folder, tmp_path, words, environ, wanted):
    tree = folder({"src/x": "", "lib/x": ""})
    plan = live("granian", words, tree, {"watchfiles": "1.1.0"}, tmp_path, **environ)
    assert (roots(plan, tree), plan.certain) == (wanted, True)


def test_without_watchfiles_it_ends(folder, tmp_path):
    plan = live("granian", "--reload main:app", folder({"x": ""}), {}, tmp_path)
    assert plan.roots == () and plan.notes == (KNOWN.without,)


def test_what_it_loads_and_how_it_is_started_again():
    assert KNOWN.loads("--metrics --reload shop.web:app".split(), "/w") == ("shop.web", ["/w"])
    assert KNOWN.module_folder(typed("granian", "main:app")._replace(arguments=("--working-dir", "src"))) == "src"
    assert KNOWN.narrowed(("--reload", "main:app"), ["src"]) == (
        ["--reload-paths", "src"], ("--reload", "main:app", "--reload-paths", "src"),
    )  # fmt: skip
    again = KNOWN.to_reload("--interface asgi --ssl-keyfile-password hush --working-dir src main:app".split(), "")
    assert again == "granian --interface asgi --working-dir src main:app --reload"
