"""The first line: the true cause, or what was looked at and found well."""

from __future__ import annotations

import pytest
from imagined import FULL, ONE, facts, log, server

from watchlint.doctor.pages.verdict import first_line, uncompared

NOTE = {"id": "run-on-save-off", "severity": "info", "message": "It is off.", "steps": []}
APART = {"id": "no-session", "severity": "info", "message": "No browser yet.", "steps": []}
POLLING = server(needed=0, held=0, instances=0, polls="it polls")
UNKNOWN = server(server="process", needed=0, held=12)

# (what it shows, facts, how the line begins)
CASES = [
    ("a server that watches all", facts([server()]), "No problem found: uvicorn (process 7) watches all 3,000 folders."),
    ("one of modules", facts([server(at_least=True)]),
     "No problem found: uvicorn (process 7) watches all 3,000 folders of the files it is sure to have loaded."),
    ("two", facts([server(), server(pid=8, needed=1)]),
     "No problem found: uvicorn (process 7) watches all 3,000 folders; uvicorn (process 8) watches the one folder."),
    ("one that polls", facts([POLLING]), "No problem found: uvicorn (process 7) polls."),
    ("a note worth it", facts([server()], problems=[NOTE]), "No problem found, but one thing to know: It is off."),
    ("a note of a log", facts([server()], problems=[{**NOTE, "id": "log-x"}]), "No error in it, but one thing to know: It is off."),
    ("any other note", facts([server()], problems=[{**NOTE, "id": "polls-needlessly"}]), "No problem found: uvicorn"),
    ("why it could not be compared", facts([server(needed=0)], problems=[APART]), "Nothing was compared: No browser yet."),
    ("one that watches when it is visited", facts([server(server="marimo", needed=1, held=0)], problems=[APART]),
     "Nothing was compared: No browser yet."),
    ("one compared beside it", facts([server()], problems=[APART]), "No problem found: uvicorn"),
    ("a process of no kind", facts([UNKNOWN]),
     "Nothing was compared: which folders process (process 7) should watch is not known; it holds 12 watches."
     " A watch can be had for each of the 3,000 folders here."),
    ("the same, without a watch", facts([server(server="process", needed=0, held=0)]),
     "Nothing was compared: which folders process (process 7) should watch is not known; it holds no watch that can be seen."),
    ("no server", facts(), "I know no server here: none of the running processes is one of the "),
    ("no server, and others' processes", facts(unseen={"processes": {"root": 3}}),
     "I know no server here: none of the processes that can be seen is one of the "),
    ("no /proc", facts(unseen={"proc": False}),
     "Nothing was compared: without /proc no running server can be seen. A watch can be had for each of the 3,000 folders here."),
    ("files that say something", facts(files=[{"message": "It copies"}]),
     "No server that is known runs in this folder. Its files say: It copies."),
    ("not Linux", facts(limits={}, trial=None), "The limits of inotify do not apply on this system."),
    ("a log without a complaint", facts([server()], logs=[log()]),
     "No line of /w/x.log is a complaint that watchlint knows. No problem found: uvicorn"),
    ("two logs", facts([server()], logs=[log(), {**log(), "path": "/w/y.log"}]), "No line of /w/x.log and /w/y.log is a complaint"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_where_nothing_is_wrong(found, said):
    assert first_line([], found).startswith(said)


@pytest.mark.parametrize(
    ("trial", "said"),
    [(ONE, "A watch can be had for the one folder here."), (FULL, "0 more watches can be had here."), ({**FULL, "added": 1}, "1 more watch can be had here.")],
)  # fmt: skip
def test_the_room_that_is_left(trial, said):
    assert first_line([], facts(trial=trial)).endswith(said)


def test_the_gravest_problem_is_the_verdict():
    wrong = {"message": "The watch limit is reached."}
    assert first_line([wrong], facts()) == "1 problem: The watch limit is reached."
    assert first_line([wrong, {"message": "Another."}], facts()) == "2 problems: The watch limit is reached."


def test_uncompared():
    assert uncompared(facts([server(needed=0)], problems=[APART, NOTE])) == [APART]
    assert uncompared(facts([POLLING], problems=[APART])) == []
