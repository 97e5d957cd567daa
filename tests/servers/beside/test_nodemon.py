"""nodemon: each folder and file of what it is told to watch."""

from __future__ import annotations

import json

import pytest

from tests.servers.running import live, planned, roots, starts
from watchlint.servers import catalogue

FILES = {"src/a.js": "", "lib/b.js": "", "server.js": ""}


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("nodemon", []),
        ("nodemon --version", []),
        ("nodemon init", []),
        ("nodemon --watch src server.js", ["nodemon"]),
        ("docker compose exec web npx nodemon server.js", ["nodemon"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


@pytest.mark.parametrize(
    ("files", "words", "wanted"),
    [
        ({}, "server.js", ["."]),
        ({}, "--watch src -w lib server.js", ["lib", "src"]),
        ({"nodemon.json": {"watch": "src"}}, "server.js", ["src"]),
        ({"nodemon.json": {"watch": ["src", "lib", 1]}}, "server.js", ["lib", "src"]),
        ({"nodemon.json": {"watch": ["src"]}}, "-w lib server.js", ["lib"]),
        ({"package.json": {"nodemonConfig": {"watch": ["src"]}}}, "server.js", ["src"]),
        ({"package.json": {"nodemonConfig": True}}, "server.js", ["."]),
        ({"nodemon.json": {"ext": "js"}, "package.json": {"nodemonConfig": {"watch": ["src"]}}}, "server.js", ["."]),
    ],
)
def test_its_folders(folder, files, words, wanted):
    tree = folder({**FILES, **{name: json.dumps(said) for name, said in files.items()}})
    plan = live("nodemon", words, tree)
    assert roots(plan, tree) == wanted and plan.certain and all(root.follows_links for root in plan.roots)


@pytest.mark.parametrize("words", ["--watch src/*.js x.js", "--watch server.js x.js", "-w gone x.js"])
def test_patterns_and_files_are_not_known(folder, words):
    plan = planned("nodemon", words, folder(FILES)).plan
    assert not plan.certain and plan.notes == (
        "it is told to watch patterns or files: counted are the folders before them",
    )


def test_what_it_passes_over(folder):
    plan = live("nodemon", "--ignore ./data/ -i **/*.log,x server.js", folder(FILES))
    own = catalogue.named("nodemon").passes_over
    assert plan.skips[: len(own)] == own
    assert plan.skips[len(own)] == "^/data/"  # the folder itself keeps its watch
    assert len(plan.skips) == len(own) + 2


@pytest.mark.parametrize(
    ("files", "words", "environ", "polls"),
    [
        ({}, "server.js", {}, False),
        ({}, "server.js", {"CHOKIDAR_USEPOLLING": "0"}, False),
        ({"nodemon.json": {"legacyWatch": False}}, "server.js", {}, False),
        ({}, "server.js", {"CHOKIDAR_USEPOLLING": "1"}, True),
        ({}, "-L server.js", {}, True),
        ({}, "--legacy-watch server.js", {}, True),
        ({"nodemon.json": {"legacyWatch": True}}, "server.js", {}, True),
    ],
)
def test_what_makes_it_poll(folder, files, words, environ, polls):
    plan = live("nodemon", words, folder({name: json.dumps(said) for name, said in files.items()}), **environ)
    assert (plan.roots == ()) is polls


def test_how_it_is_started():
    known = catalogue.named("nodemon")
    assert (known.typed(None).arguments, known.typed("x.js").app) == (("server.js",), "x.js")
    assert known.to_poll(["--watch", "src", "x.js"], "") == "nodemon -L --watch src x.js"
