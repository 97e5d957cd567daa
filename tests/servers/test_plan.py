"""A plan and what it costs, without any server."""

from __future__ import annotations

import copy
import os
import pickle

import pytest

from watchlint.facts.folders.walk import walk
from watchlint.servers.plan import FAILS, SKIPS, STOPS, Root, WatchPlan, cost, nothing


@pytest.fixture
def root(tmp_path):
    for name in ("a/b", "a/__pycache__", "c", "../outside/x"):
        (tmp_path / "root" / name).mkdir(parents=True)
    (tmp_path / "root" / "out").symlink_to("../outside")
    return str(tmp_path / "root")


def test_one_root(root):
    assert cost(WatchPlan("uvicorn", [Root(root)]))[:3] == (5, 5, 1)
    assert cost(WatchPlan("uvicorn", [Root(root, True, True)]))[:3] == (7, 7, 1)
    assert cost(WatchPlan("uvicorn", [Root(root, False)]))[:3] == (1, 1, 1)


def test_roots_share_or_each_pays(root):
    roots = [Root(root), Root(os.path.join(root, "a"))]
    assert cost(WatchPlan("flask", roots))[:3] == (5, 5, 1)
    assert cost(WatchPlan("flask", roots, counts_union=False, instances=None))[:3] == (8, 8, 2)
    assert cost(WatchPlan("gunicorn", roots, copies=3, instances=3))[:3] == (15, 15, 3)


def test_caches_that_the_run_makes(root):
    compiles = [os.path.join(root, name) for name in ("a", "c", "c", "../outside", "nothing")]
    assert cost(WatchPlan("uvicorn", [Root(root)], compiles=compiles))[:2] == (5, 6)
    assert cost(WatchPlan("uvicorn", [Root(root, True, True)], compiles=compiles))[:2] == (7, 9)
    assert cost(WatchPlan("hupper", [Root(os.path.join(root, "c"), False)], compiles=compiles))[:2] == (1, 1)


def test_nothing_costs_nothing(root):
    assert cost(nothing("django", "polls"))[:3] == (0, 0, 0)
    assert cost(nothing("django")).folders() == []


@pytest.mark.parametrize("unreadable, watches, instances", [(SKIPS, 4, 1), (FAILS, 0, 0), (STOPS, None, 1)])
def test_a_folder_that_may_not_be_read(root, monkeypatch, unreadable, watches, instances):
    scandir = os.scandir

    def refuse(path):
        if os.path.basename(path) == "c":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = cost(WatchPlan("uvicorn", [Root(root)], unreadable=unreadable))
    assert found.instances == instances
    assert found.watches == watches if watches is not None else found.watches in (1, 4)  # c before a, or after it


def test_a_walk_may_be_shared(root):
    walks = []

    def noted(*arguments):
        walks.append(arguments)
        return walk(*arguments)

    cost(WatchPlan("uvicorn", [Root(root)]), noted)
    assert len({hash(one) for one in walks}) == 1  # what a cache needs


def test_a_plan_can_be_copied_and_hashed(root):
    plan = WatchPlan("flask", [Root(root)], notes=["one"], certain=False)
    assert pickle.loads(pickle.dumps(plan)) == copy.copy(plan) == plan
    assert hash(plan) == hash(plan._replace(certain=False))
    assert plan.notes == ("one",)


def test_the_folders_of_a_plan(root):
    lines = cost(WatchPlan("uvicorn", [Root(root)])).folders()
    assert (lines[0].path, lines[0].watches, lines[0].depth) == (root, 5, 0)
    assert {line.kind for line in lines if line.path.endswith("__pycache__")} == {"cache"}
