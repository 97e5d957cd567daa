from __future__ import annotations

import pytest
from imagined import FULL, NO_INSTANCE, PARTLY, facts, serious, server

from watchlint.doctor.judging.problems import judge, steps
from watchlint.servers.restarters import hupper as huppers
from watchlint.servers.web import gunicorn as gunicorns


@pytest.mark.parametrize(
    "found",
    [
        facts(),
        facts([server()]),
        facts([server(server="flask", watchdog="6.0.0")]),
        facts([server(server="streamlit", version="1.67.0", watchdog="7.1.0", needed=4096)]),
        facts([server(server="watchmedo", watchdog="7.1.0", words=["auto-restart", "-p", "**/*.py"])]),
        facts([server()], trial=FULL),  # all is watched: that a second server would not fit is no trouble now
        facts([server(server="streamlit", held=0, instances=0, unwatched_total=3000)]),  # no browser yet
        facts([server(needed=0, held=0, instances=0, polls="polls")]),
        facts([server(visible=False, needed=0, held=0)]),
        facts(limits={}, trial=None),
    ],
)
def test_a_healthy_machine_has_no_problem(found):
    assert serious(found) == []


@pytest.mark.parametrize(
    "found, expected",
    [
        (facts([server(**PARTLY)], trial=FULL), ["watch-limit"]),
        (facts([server(**PARTLY)]), ["partly-watched"]),
        (facts([server(**PARTLY, unreadable=["/w/pgdata"])]), ["unreadable-folder"]),
        (facts([server(held=0, instances=0, unwatched_total=3000)], trial=NO_INSTANCE), ["instance-limit"]),
        (facts([server(held=0, instances=0, unwatched_total=3000)], trial=FULL), ["watch-limit"]),
        (facts([server(held=0, instances=0, unwatched_total=3000, open_files=[64, 64])]), ["open-files-limit"]),
        (facts([server(held=0, instances=0, unwatched_total=3000)]), ["watches-nothing"]),
        (facts([server(stuck=[[7, 4]])]), ["observer-dead"]),
        (facts([server(stopped=True)]), ["server-stopped"]),
        (facts([server(blind="x")]), ["no-events"]),
        (facts([server(server="flask", watchdog="7.1.0")]), ["watchdog-never-fires"]),
        (
            facts(
                [
                    server(
                        server="watchmedo",
                        watchdog="7.0.0",
                        words=["auto-restart", "-p", "*.py"],
                        unmatched=["*.py", "a/b.py"],
                    )
                ]
            ),
            ["watchdog-never-fires"],
        ),
        (facts([server(server="streamlit", watchdog="7.1.0", needed=4097, held=4097)]), ["watchdog-livelock"]),
        (facts([server(server="streamlit", version="1.46.1", watchdog="6.0.0")]), ["streamlit-pyc-race"]),
        (facts(trial=FULL), ["watch-limit"]),
        (facts(trial=NO_INSTANCE), ["instance-limit"]),
        (
            facts(trial={**NO_INSTANCE, "note": "this process has no file descriptor left (ulimit -n)"}),
            ["open-files-limit"],
        ),
        (facts(mount={"point": "/mnt/c", "type": "9p", "blind": "x", "blind_below": []}), ["no-events"]),
        (facts(probe={"works": False, "seconds": None, "reason": "no event within 2 seconds"}), ["no-events"]),
        (
            facts(
                [
                    server(
                        server="streamlit",
                        needed=0,
                        polls="x",
                        options=[["server.fileWatcherType", "None", "/w/c.toml"]],
                    )
                ]
            ),
            ["watcher-off"],
        ),
        (
            facts(
                sysctl=[
                    {
                        "key": "fs.inotify.max_user_watches",
                        "value": 100,
                        "path": "/etc/sysctl.d/9.conf",
                        "line": 1,
                        "at_boot": True,
                    }
                ]
            ),
            ["sysctl-lowers"],
        ),
    ],
)
def test_each_trouble_has_its_name(found, expected):
    assert serious(found) == expected


def test_steps_are_five_at_most_and_none_twice():
    problems = [{"id": str(n), "severity": "error", "message": "", "steps": [f"a{n}", "same"]} for n in range(9)]
    assert steps(problems) == ["a0", "same", "a1", "a2", "a3"]


def worker(**more):
    return {"pid": 8, "watches": 30, "ended": False, "starting": False, **more}


def gunicorn(**more):
    base = {"server": "gunicorn", "needed": 3, "held": 3, "at_least": True, "version": "27.0.1", "workers": [worker()]}
    return server(**{**base, **more})


ONE_LACKS = {"held": 2, "unwatched": [{"path": "shop", "count": 1}], "unwatched_total": 1}
STARTS = {"needed": 0, "held": 0, "workers": [worker(watches=0, starting=True)]}


@pytest.mark.parametrize(
    "found, expected",
    [
        (facts([gunicorn()]), []),
        (facts([gunicorn()], trial=FULL), []),  # all is watched: that no more can be had is no trouble now
        (facts([gunicorn(needed=0, held=0, at_least=False)]), []),  # which folders it should watch is not known
        (facts([gunicorn(**STARTS)]), []),
        (facts([gunicorn(**STARTS)], trial=FULL), ["watch-limit"]),
        (facts([gunicorn(workers=[worker(ended=True)])]), ["observer-dead"]),
        (facts([gunicorn(workers=[worker(ended=True)])], trial=FULL), ["watch-limit"]),
        (facts([gunicorn(**ONE_LACKS)]), ["partly-watched"]),
        (facts([gunicorn(**ONE_LACKS)], trial=FULL), ["watch-limit"]),
        (facts([gunicorn(needed=0, held=0, instances=0, workers=[], polls="x")]), []),
        (facts([server(server="hupper", needed=3, held=3, at_least=True, watchdog="7.1.0")]), []),
        (facts([server(server="hupper", at_least=True, watchdog="6.0.0", needed=3, **ONE_LACKS)], trial=NO_INSTANCE), ["instance-limit"]),
        (facts([server(server="hupper", at_least=True, needed=3, held=0, instances=0, unwatched_total=3)], trial=NO_INSTANCE), ["instance-limit"]),
        (facts([server(server="hupper", needed=0, held=0, instances=0)]), []),  # the watchman service watches for it
    ],
)  # fmt: skip
def test_gunicorn_and_hupper(found, expected):
    assert serious(found) == expected


@pytest.mark.parametrize(
    "workers, text",
    [
        ([worker(ended=True)], "gunicorn (process 7): no edit reloads its worker. The watch limit is reached ("),
        ([worker(ended=True)] * 2, "gunicorn (process 7): no edit reloads its 2 workers. The watch limit is reached ("),
        (
            [worker(), worker(ended=True)],
            "gunicorn (process 7): no edit reloads 1 of its 2 workers. The watch limit is",
        ),
    ],
)
def test_which_workers_are_deaf_is_said(workers, text):
    assert judge(facts([gunicorn(workers=workers)], trial=FULL))[0]["message"].startswith(text)


def test_a_lower_bound_is_called_so_and_weighs_less():
    (found,) = judge(facts([gunicorn(**ONE_LACKS)]))
    assert found["severity"] == "warning"
    assert "does not watch 1 of at least 3 folders: shop (1)" in found["message"]


@pytest.mark.parametrize(
    "name, polls, step",
    [
        ("gunicorn", gunicorns.POLLS, "/v/bin/python -m pip install inotify  # then start gunicorn again"),
        ("gunicorn", gunicorns.TOLD, "leave out --reload-engine poll"),
        ("gunicorn", "a settings file chose it", "kill 7  # then start gunicorn again"),
        ("hupper", huppers.POLLS, "/v/bin/python -m pip install watchdog  # then start hupper again"),
        ("hupper", huppers.TOLD, "unset HUPPER_DEFAULT_MONITOR  # then start hupper again"),
    ],
)
def test_what_to_do_instead_of_polling(name, polls, step):
    (found,) = judge(facts([server(server=name, needed=0, held=0, instances=0, polls=polls)]))
    assert (found["id"], found["severity"], found["steps"]) == ("polls-needlessly", "info", [step])


@pytest.mark.parametrize("name, word", [("gunicorn", "GUNICORN_CMD_ARGS"), ("hupper", "HUPPER_DEFAULT_MONITOR")])
def test_where_no_events_come_it_is_told_to_poll(name, word):
    (found,) = judge(facts([server(server=name, blind="x")]))
    assert (found["id"], word in found["steps"][0]) == ("no-events", True)
