from __future__ import annotations

import pytest
from imagined import FULL, ONE, PARTLY, facts, log, server, system

from watchlint.doctor.judging.problems import judge, steps
from watchlint.doctor.pages.page import page
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    "platform, word", [("darwin", "FSEvents"), ("win32", "ReadDirectoryChangesW"), ("freebsd14", "no inotify")]
)
def test_other_systems_are_told_what_applies(platform, word):
    found = facts(limits={}, system=system(platform=platform), trial=None)
    found["problems"] = judge(found)
    text = page(found, [])
    assert text.startswith("The limits of inotify do not apply") and word in text and "Limits" not in text


def test_the_page_of_a_sick_server_says_it_first():
    found = facts([server(**PARTLY)], trial=FULL)
    found["problems"] = judge(found)
    text = page(found, steps(found["problems"]))
    assert text.splitlines()[0].startswith(
        "1 problem: uvicorn (process 7) does not watch 2,500 of 3,000 folders: data (2,500)."
    )
    assert "not watched:   2,500  data" in text


@pytest.mark.parametrize(
    "found, first",
    [
        (facts([server()]), "No problem found: uvicorn (process 7) watches all 3,000 folders."),
        (facts([server(needed=1, held=1)]), "No problem found: uvicorn (process 7) watches the one folder."),
        (facts([server(needed=0, polls="it polls")], trial=ONE), "No problem found: uvicorn (process 7) polls."),
        (facts(limits={}, trial=None), "The limits of inotify do not apply on this system."),
    ],
)  # fmt: skip
def test_the_first_line_of_a_healthy_machine_says_what_was_seen(found, first):
    assert page(found, []).splitlines()[0] == first


KNOWN = f"is one of the {len(catalogue.NAMES)} dev servers that are known, in this folder. Look again while yours runs;"
NAMED = "`watchlint doctor --pid PID` looks at any process."


@pytest.mark.parametrize(
    "found, first",
    [
        (facts(), f"I know no server here: none of the running processes {KNOWN} {NAMED} A watch can be had for each of the 3,000 folders here."),
        (facts(trial=ONE), f"I know no server here: none of the running processes {KNOWN} {NAMED} A watch can be had for the one folder here."),
        (facts(trial=ONE, unseen={"proc": False}), "Nothing was compared: without /proc no running server can be seen. A watch can be had for the one folder here."),
        (facts(trial=ONE, unseen={"processes": {"root": 1}}), f"I know no server here: none of the processes that can be seen {KNOWN} {NAMED} A watch can be had for the one folder here."),
    ],
)  # fmt: skip
def test_where_no_server_was_compared_nothing_is_called_well(found, first):
    assert page(found, []).splitlines()[0] == first


def test_one_of_anything_is_no_plural():
    found = facts(
        [server(needed=1, held=0, instances=1, unwatched=[{"path": ".", "count": 1}], unwatched_total=1)],
        servers_elsewhere=1, logs=[log()], use=[{"watches": 1, "instances": 1, "inherited": 0, "command": "python", "pid": 7, "user": "ann"}],
        unseen={"processes": {"root": 1}},
    )  # fmt: skip
    found["problems"] = judge(found)
    text = page(found, [])
    for wrong in (
        "1 folders",
        "1 watches",
        "1 instances",
        "1 processes",
        "1 servers",
        "1 lines",
        "(s)",
        "lines 7 to 7",
    ):
        assert wrong not in text
    assert "1 dev server runs in another folder" in text and "not seen: 1 process of root" in text


WORKERS = [{"pid": 8, "watches": 30, "ended": False, "starting": False}, {"pid": 9, "watches": 12, "ended": True, "starting": False}]  # fmt: skip


@pytest.mark.parametrize(
    "more, line",
    [
        ({}, "  should watch at least 3 folders, watches 3 of them and 27 more, with 1 inotify instance"),
        ({"workers": WORKERS[:1] * 2, "instances": 2}, "  should watch at least 3 folders, watches 3 of them and 27 more in each worker, with 2 inotify instances"),
        ({"workers": WORKERS, "instances": 2}, "  should watch at least 3 folders, watches 3 of them and 27 more (its workers: 30, 12), with 2 inotify instances"),
        ({"needed": 0, "held": 27}, "  watches 27 folders with 1 inotify instance"),
    ],
)  # fmt: skip
def test_what_gunicorn_watches_is_said_as_what_it_is(more, line):
    one = server(server="gunicorn", version="27.0.1", needed=3, held=3, elsewhere=27, at_least=True)
    lines = page(facts([{**one, **more}]), []).splitlines()
    assert line in lines and "gunicorn 27.0.1, process 7, in /w" in lines


@pytest.mark.parametrize(
    "more, first",
    [
        ({"watches": 30}, "No problem found: gunicorn (process 7) watches all 3 folders of the files it is sure to have loaded, with 30 watches in all."),
        ({"needed": 0, "held": 27, "watches": 27}, "Nothing was compared: which folders gunicorn (process 7) should watch is not known; it holds 27 watches. A watch can be had for the one folder here."),
    ],
)  # fmt: skip
def test_the_first_line_about_a_lower_bound(more, first):
    one = server(server="gunicorn", needed=3, held=3, at_least=True)
    assert page(facts([{**one, **more}], trial=ONE), []).splitlines()[0] == first
