"""sphinx-autobuild: its source folder and those of --watch, and what it builds inside."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, roots, starts
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.launches import launches
from watchlint.settings import Settings
from watchlint.watch.predict import predict

FILES = {"docs/index.rst": "", "src/x": "", "conf/x": ""}
KNOWN = catalogue.named("sphinx-autobuild")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sphinx-build docs out", []),
        ("sphinx-autobuild --help", []),
        ("sphinx-autobuild docs", []),  # it ends: where to build is missing
        ("sphinx-autobuild -b html docs docs/_build", [("sphinx-autobuild", "docs", True)]),
        ("sphinx-autobuild $(SOURCE) $(BUILD)", [("sphinx-autobuild", "$(SOURCE)", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("docs out", ["docs"]),
        ("-b html --watch src --watch=conf docs out", ["conf", "docs", "src"]),
        ("--ignore src docs out", ["docs"]),
    ],
)
def test_its_folders(folder, words, wanted):
    tree = folder(FILES)
    plan = live("sphinx-autobuild", words, tree)
    assert roots(plan, tree) == wanted and plan.certain  # it brings watchfiles


@pytest.mark.parametrize(
    ("words", "files", "makes", "certain"),
    [
        ("docs out", {}, [], True),
        ("docs docs/_build/html", {"docs/_build/html/x": ""}, [], True),
        ("--no-initial docs docs/_build/html", {}, ["docs/_build", "docs/_build/html"], True),
        (
            "docs docs/_build/html",
            {},
            ["docs/_build", "docs/_build/html"],
            False,
        ),  # how many it builds into is not known
    ],
)
def test_what_it_builds_inside_is_watched_too(folder, words, files, makes, certain):
    tree = folder({**FILES, **files})
    plan = planned("sphinx-autobuild", words, tree, "docs").plan
    assert [os.path.relpath(path, os.path.realpath(str(tree))) for path in plan.makes] == makes
    assert plan.certain is certain and bool(plan.notes) is not certain


@pytest.mark.parametrize(("words", "absent"), [("docs out", ""), ("--watch gone docs out", "gone"), ("web out", "web")])
def test_a_folder_that_is_not_here_ends_it(folder, words, absent):
    repository = NearRepository(str(folder({**FILES, "run.sh": f"sphinx-autobuild {words}\n"})))
    found = predict(repository, Settings())
    assert (len(found.servers), len(found.absent)) == ((0, 1) if absent else (1, 0))
    assert not absent or f"sphinx-autobuild ends at its start: {absent} is not in this work tree" in found.absent[0]


def test_the_folders_that_its_words_name(folder):
    repository = NearRepository(str(folder({**FILES, "run.sh": "sphinx-autobuild --watch src docs out\n"})))
    (launch,) = launches(repository)
    assert KNOWN.folders(launch) == ["docs", "src"]


def test_what_it_builds_from_and_into(folder):
    tree = folder(FILES)
    here = os.path.realpath(str(tree))
    assert KNOWN.built("-d trees docs out".split(), here) == ([f"{here}/docs"], [f"{here}/out", f"{here}/trees"])
    assert KNOWN.built("--doctree-dir=trees docs".split(), here) == ([f"{here}/docs"], [f"{here}/trees"])
