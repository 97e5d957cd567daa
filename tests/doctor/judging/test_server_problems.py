"""What is wrong with one running server."""

from __future__ import annotations

import pytest
from imagined import FULL, NO_INSTANCE, PARTLY, facts, server

from watchlint.doctor.judging.server_problems import judge_server

NOTHING = {"held": 0, "instances": 0, "unwatched_total": 3000}


def worker(**more):
    return {"pid": 8, "ended": False, "starting": False, **more}


# (what it shows, server, facts, ids)
CASES = [
    ("one that is well", {}, {}, []),
    ("stopped: nothing else is said", {"stopped": True, **NOTHING}, {}, ["server-stopped"]),
    ("no events where it waits for them", {"blind": "x"}, {}, ["no-events"]),
    ("but an event came when it was tried", {"blind": "x"}, {"probe": {"works": True}}, []),
    ("a worker that has just started", {"workers": [worker(starting=True)], **NOTHING}, {}, ["server-starting"]),
    ("but no watch is left for it", {"workers": [worker(starting=True)]}, {"trial": FULL}, ["watch-limit"]),
    ("a worker whose thread has ended", {"workers": [worker(ended=True), worker()]}, {}, ["observer-dead"]),
    ("Streamlit without a browser", {"server": "streamlit", **NOTHING}, {}, ["no-session"]),
    ("Streamlit where no watch is left", {"server": "streamlit", **NOTHING}, {"trial": FULL}, ["watch-limit"]),
    ("nothing is watched", NOTHING, {}, ["watches-nothing"]),
    ("no instance", NOTHING, {"trial": NO_INSTANCE}, ["instance-limit"]),
    ("no descriptor", {**NOTHING, "open_files": [64, 64]}, {}, ["open-files-limit"]),
    ("a part is watched", PARTLY, {}, ["partly-watched"]),
    ("a part, at the limit", PARTLY, {"trial": FULL}, ["watch-limit"]),
    ("a folder that may not be read", {**PARTLY, "unreadable": ["/w/db"]}, {}, ["unreadable-folder"]),
    ("one that passes over it", {**PARTLY, "unreadable": ["/w/db"], "gives_up": False}, {}, ["partly-watched"]),
    ("events that nobody reads", {"stuck": [[7, 4]]}, {}, ["observer-dead"]),
    ("code elsewhere", {"outside": ["/x/y.py"]}, {}, ["code-outside"]),
    ("a loop of watchdog's", {"server": "streamlit", "watchdog": "7.1.0", "needed": 4097, "held": 4097}, {}, ["watchdog-livelock"]),
    ("below it", {"server": "streamlit", "watchdog": "7.1.0", "needed": 4096, "held": 4096}, {}, []),
    ("polling", {"needed": 0, "held": 0, "instances": 0, "polls": "x"}, {}, ["polls-needlessly"]),
]  # fmt: skip


@pytest.mark.parametrize(("given", "here", "ids"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_wrong(given, here, ids):
    one = server(**given)
    found = judge_server(one, facts([one], **here))
    assert [problem["id"] for problem in found] == ids
    assert all(problem["message"].startswith(f"{one['server']} (process 7)") for problem in found)
    assert all(problem["steps"] for problem in found if problem["severity"] == "error")


@pytest.mark.parametrize(
    ("workers", "which"),
    [
        ([worker(ended=True)], "its worker"),
        ([worker(ended=True), worker(ended=True)], "its 2 workers"),
        ([worker(ended=True), worker(), worker()], "1 of its 3 workers"),
    ],
)
def test_which_workers_are_deaf(workers, which):
    one = server(workers=workers)
    (found,) = judge_server(one, facts([one]))
    assert f"no edit reloads {which}." in found["message"]
    assert "a folder that got no watch, or its queue of events was full" in found["message"]


def test_what_is_not_watched_is_named_the_largest_first():
    rows = [{"path": name, "count": 10} for name in "abcdef"]
    one = server(held=2940, unwatched=rows, unwatched_total=60)
    (found,) = judge_server(one, facts([one]))
    assert "does not watch 60 of 3,000 folders: a (10), b (10), c (10), d (10) and 2 more." in found["message"]


def test_of_modules_only_what_is_sure_is_told():
    one = server(**PARTLY, at_least=True)
    (found,) = judge_server(one, facts([one]))
    assert "2,500 of at least 3,000 folders" in found["message"] and found["severity"] == "warning"


def test_a_release_that_never_reloads_is_told_alone():
    one = server(server="flask", watchdog="7.1.0", **PARTLY)
    assert [problem["id"] for problem in judge_server(one, facts([one]))] == ["watchdog-never-fires"]
