"""webpack --watch: the folders of its modules, and every folder above."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots, starts
from watchlint.servers import catalogue

KNOWN = catalogue.named("webpack")


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("webpack --mode production", []),
        ("webpack build", []),
        ("webpack serve", ["webpack"]),
        ("webpack w", ["webpack"]),
        ("webpack-dev-server --open", ["webpack"]),
        ("webpack --watch", ["webpack"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


def test_its_folder_and_those_above(folder):
    tree = folder({"web/x": ""})
    plan = planned("webpack", "--watch", tree, cwd="web").plan
    assert {"web", "."} < set(roots(plan, tree)) and "/" in [root.path for root in plan.roots]
    assert not any(root.recursive for root in plan.roots) and not plan.certain


@pytest.mark.parametrize(
    ("value", "polls"), [("", False), ("0", False), ("false", False), ("true", True), ("500", True)]
)
def test_a_variable_makes_it_poll(folder, value, polls):
    plan = live("webpack", "--watch", folder({"x": ""}), WATCHPACK_POLLING=value)
    assert (plan.instances == 0) is polls
    assert (KNOWN.titled({"WATCHPACK_POLLING": value}, False) is not None) is polls
    assert KNOWN.titled({"WATCHPACK_POLLING": value}, True).reloads  # one that holds an instance watches, or did


def test_how_it_is_made_to_poll():
    assert KNOWN.to_poll([], "") == "export WATCHPACK_POLLING=true  # then start webpack again"
    assert KNOWN.to_wait("", [], {"WATCHPACK_POLLING": "1"}, "") is None
