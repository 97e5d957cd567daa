"""What a user may hold and holds: the numbers of the JSON, on machines that are made up."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.machine import inotify, processes
from watchlint.watch import machine

NOBODY = {"watches_in_use": None, "instances_in_use": None, "watches_left": None, "instances_left": None}


def process(uid: int, watches: int, instances: int) -> processes.Process:
    return processes.Process(1, None, uid, "x", "x", watches, instances, 0)


@pytest.fixture
def seen(monkeypatch):
    """The limits of a machine with these limits and processes."""

    def call(limits: inotify.Limits, *found: processes.Process, linux: bool = True) -> dict:
        monkeypatch.setattr(inotify, "LINUX", linux)
        monkeypatch.setattr(inotify, "limits", lambda: limits)
        monkeypatch.setattr(processes, "scan", lambda: processes.Use(list(found), {}, True, False, False, False))
        return machine.limits()

    return call


@pytest.mark.parametrize(
    ("limits", "found", "expected"),
    [
        ((100, 10, 16), [], (0, 0, 100, 10)),
        ((100, 10, 16), [(0, 30, 2), (0, 5, 1)], (35, 3, 65, 7)),
        ((100, 10, 16), [(1, 30, 2), (0, 5, 1)], (5, 1, 95, 9)),  # another user's count for that user
        ((100, 10, 16), [(0, 100, 10)], (100, 10, 0, 0)),
        ((100, 10, 16), [(0, 130, 12)], (130, 12, 0, 0)),  # lowered since
        ((100, None, None), [(0, 30, 2)], (30, 2, 70, None)),
    ],
)
def test_what_is_left(seen, limits, found, expected):
    mine = [process(os.geteuid() + other, watches, instances) for other, watches, instances in found]
    numbers = dict(zip(("watches", "instances", "queued_events"), limits, strict=True))
    assert seen(inotify.Limits(*limits), *mine) == {**numbers, **dict(zip(NOBODY, expected, strict=True))}


@pytest.mark.parametrize(
    ("limits", "linux"), [((None, None, None), True), ((None, 10, 16), True), ((100, 10, 16), False)]
)
def test_where_nothing_is_known(seen, limits, linux):
    numbers = dict(zip(("watches", "instances", "queued_events"), limits, strict=True))
    assert seen(inotify.Limits(*limits), process(os.geteuid(), 1, 1), linux=linux) == {**numbers, **NOBODY}
