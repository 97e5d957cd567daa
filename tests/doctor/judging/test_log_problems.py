from __future__ import annotations

import pytest
from imagined import FULL, NO_INSTANCE, PARTLY, advice, facts, log, server

from watchlint.doctor.judging.problems import judge
from watchlint.doctor.pages.page import page


@pytest.mark.parametrize(
    "found, expected",
    [
        (facts(logs=[log()]), "sudo sysctl fs.inotify.max_user_watches=524288"),
        (facts(logs=[log(problem="configuration", steps=["pip install x"])]), "pip install x"),
        (facts(logs=[log()], trial=FULL), "sudo sysctl fs.inotify.max_user_watches=65536"),
        (facts(logs=[log()], trial=NO_INSTANCE), "sudo sysctl fs.inotify.max_user_instances=512"),
        (facts([server(**PARTLY)], logs=[log()]), "kill 7  # then start uvicorn again"),
    ],
)
def test_a_log_sends_nobody_to_the_doctor_who_is_there(found, expected):
    assert advice(found)[0] == expected


def test_a_server_that_is_well_now_needs_no_step_for_an_old_complaint():
    assert advice(facts([server()], logs=[log()])) == []


def test_what_only_tells_more_comes_last():
    other = log(id="b", problem="configuration", steps=["pip install x"])
    assert advice(facts(logs=[log(), other])) == [
        "sudo sysctl fs.inotify.max_user_watches=524288",
        "pip install x",
        "watchlint doctor  # for exact numbers, while the server runs",
    ]


@pytest.mark.parametrize(
    "severity, count, weighs",
    [("info", 2, []), ("info", 3, ["info"]), ("warning", 2, ["warning"]), ("warning", 30, ["warning"])],
)
def test_three_reloads_are_worth_a_note(severity, count, weighs):
    loop = log(
        id="b", problem="reload-loop", severity=severity, count=count, last=90, detail="'main.py'", steps=["find"]
    )
    found = judge(facts(logs=[loop]))
    assert [row["severity"] for row in found] == weighs
    assert all("The first time: 'main.py'." in row["message"] for row in found)
    assert all(("If nobody edited" in row["message"]) == (severity == "info") for row in found)


@pytest.mark.parametrize("lines, notes", [(10, 1), (11, 0)])
def test_one_reload_is_worth_a_note_where_it_is_quoted(lines, notes):
    loop = log(lines, id="b", problem="reload-loop", severity="info", steps=["find"])
    assert len(judge(facts(logs=[loop]))) == notes


def test_a_line_that_says_more_goes_before_a_reload():
    loop, end = (
        log(9, id=name, problem=name, severity="info", steps=["x"]) for name in ("reload-loop", "never-came-back")
    )
    assert [row["id"] for row in judge(facts(logs=[{**loop, "seen": loop["seen"] + end["seen"]}]))] == [
        "log-never-came-back"
    ]


@pytest.mark.parametrize(
    "more, where",
    [
        ({}, "/w/x.log (line 7, from watchdog): It ran out."),
        ({"server": "streamlit"}, "/w/x.log (line 7, from streamlit): It ran out."),
        ({"tool": "any program"}, "/w/x.log (line 7): It ran out."),
        ({"count": 3, "last": 9}, "/w/x.log (3 times, lines 7 to 9, from watchdog): It ran out."),
    ],
)
def test_a_problem_names_file_line_and_server(more, where):
    assert judge(facts(logs=[log(**more)]))[0]["message"] == where


def first_line(found: dict) -> str:
    found["problems"] = judge(found)
    return page(found, []).splitlines()[0]


def test_the_first_line_is_about_the_log():
    assert first_line(facts(logs=[log()])) == "1 problem: /w/x.log (line 7, from watchdog): It ran out."
    harmless = log(problem="harmless", severity="info", means="Harmless noise.")
    assert first_line(facts(logs=[harmless])).startswith("No error in it, but one thing to know: /w/x.log (line 7")
    silent = {"path": "/w/x.log", "error": "", "lines": 9, "seen": []}
    assert first_line(facts(logs=[silent])).startswith("No line of /w/x.log is a complaint that watchlint knows.")
