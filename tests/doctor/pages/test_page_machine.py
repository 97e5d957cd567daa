"""The part of the page about the machine: limits, use, place."""

from __future__ import annotations

import pytest
from imagined import ONE, PARTLY, facts, system

from watchlint.doctor.pages.page_machine import machine

LIMITS = facts()["limits"]
USE = {"pid": 7, "user": "me", "command": "uvicorn", "watches": 1200, "instances": 1, "inherited": 0}

# (facts, a line of the page)
CASES = [
    ({}, "Limits"),
    ({}, "  inotify watches 8,192, instances 128, queued events 16,384"),
    ({}, "  this kernel's own choice of watches for this memory: 65,000"),
    ({}, "  open files of this shell: 1,024 (may be raised to 4,096)"),
    ({"limits": {**LIMITS, "watches": None}}, "  inotify watches unknown, instances 128, queued events 16,384"),
    ({"system": system(first_user_namespace=False)},
     "Limits (of this user namespace; the limits of those around it count too and cannot be read here)"),
    ({}, "  trial: all 3,000 folders here got a watch, beside all that is in use"),
    ({"trial": ONE}, "  trial: the one folder here got a watch, beside all that is in use"),
    ({"trial": {"folders": 3000, "added": 12, "fits": False}}, "  trial: 12 of 3,000 folders here got a watch, beside all that is in use"),
    ({"sysctl": [{"path": "/etc/sysctl.conf", "line": 3, "key": "k", "value": "1"}]}, "  /etc/sysctl.conf:3 sets k = 1"),
    ({}, "  nothing"),
    ({"use": [USE]}, "      1,200          1  uvicorn (7, me)"),
    ({"use": [{**USE, "inherited": 2}]}, "      1,200          1  uvicorn (7, me) (+2 inherited, counted once)"),
    ({"use": [USE] * 12}, "  … and 2 more processes"),
    ({"unseen": {"proc": False}}, "  /proc is not there: nothing can be seen; the trial above still holds"),
    ({"unseen": {"processes": {"root": 1, "db": 12}}}, "  not seen: 12 processes of db, 1 process of root"),
    ({"unseen": {"other_namespaces": True}},
     "  not seen: everything outside this container; the limits count it all the same, and so does the trial"),
    ({"unseen": {"hidepid": True}}, "  not seen: other users' processes (/proc is mounted with hidepid)"),
    ({"unseen": {"inherited_unknown": True}},
     "  some descriptors could not be compared: those inherited by fork may be counted twice"),
    ({}, "  Linux 6.1, ext4 mounted at /"),
    ({"mount": None, "system": system(wsl=2)}, "  WSL 2, Linux 6.1"),
    ({"mount": None, "system": system(container="docker", docker_desktop=True)}, "  docker container, Docker Desktop, Linux 6.1"),
    ({"probe": {"works": True, "seconds": 0.0123, "reason": ""}}, "  probe: an event came after 12.3 ms"),
    ({"probe": {"works": False, "seconds": None, "reason": "none within 2 s"}}, "  probe: no event came (none within 2 s)"),
    ({"probe": {"works": None, "seconds": None, "reason": "read-only"}}, "  probe: could not be tried (read-only)"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "line"), CASES)
def test_a_line(given, line):
    assert line in machine(facts(**given))


def test_where_nothing_is_hidden_and_nothing_was_tried_nothing_is_said_of_it():
    said = "\n".join(machine(facts(trial=None, **PARTLY)))
    assert not any(word in said for word in ("trial", "not seen", "/proc", "probe", "container"))
