"""pytest-watcher: the folder that it is given, with all below."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue
from watchlint.servers.launches import typed


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ptw", [("pytest-watch", None, True)]),  # which has the same name, and needs no folder
        ("ptw --ignore node_modules tests -- -x", [("pytest-watch", "tests", True)]),
        ("pytest-watcher --now", []),
        ("ptw . --now", [("pytest-watcher", ".", True)]),
        ("ptw --clear --ignore-patterns 'x/*' src", [("pytest-watcher", "src", True)]),
        ("python -m pytest_watcher src", [("pytest-watcher", "src", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(("words", "wanted", "named"), [(". --now", ".", []), ("src", "src", ["src"])])
def test_its_folder(folder, tmp_path, words, wanted, named):
    tree = folder({"src/a/x": ""})
    plan = live("pytest-watcher", words, tree, {"watchdog": "6.0.0"}, tmp_path)
    assert roots(plan, tree) == [wanted] and plan.roots[0].recursive and plan.certain
    launch = typed("pytest-watcher", words.split()[0])
    assert catalogue.named("pytest-watcher").folders(launch) == named
