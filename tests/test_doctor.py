from __future__ import annotations

import errno
import json
import os
import sys

import pytest

from hooks import doctor, doctor_facts, doctor_problems, doctor_servers, doctor_text
from hooks.facts import dev_servers

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")


def server(**more):
    base = {
        "pid": 7, "pids": [7], "server": "uvicorn", "root": "/w", "needed": 3000, "held": 3000, "instances": 1, "unwatched": [],
        "unwatched_total": 0, "examples": [], "unreadable": [], "elsewhere": 0, "polls": "", "visible": True, "stopped": False,
        "stuck": [], "open_files": None, "options": [], "options_read": [], "version": "0.54.0", "certain": True, "notes": [],
        "environ": {}, "words": ["main:app", "--reload"], "blind": "", "python": "/v/bin/python", "watchdog": "",
    }  # fmt: skip
    return {**base, **more}


def facts(servers=(), **more):
    base = {
        "version": 1, "root": "/w", "problems": [], "logs": [], "use": [], "users": [], "unseen": {}, "sysctl": [], "probe": None,
        "servers": list(servers), "servers_elsewhere": 0, "mount": {"point": "/", "type": "ext4", "blind": "", "blind_below": []},
        "trial": {"folders": 3000, "added": 3000, "errno": 0, "fits": True, "note": "", "unreadable": 0},
        "in_force": {"python": "", "streamlit": None, "django": None},
        "system": {"platform": "linux", "release": "6.1", "wsl": 0, "docker_desktop": False, "container": "", "first_user_namespace": True,
                   "first_pid_namespace": True, "root": False, "sudo": True},
        "limits": {"watches": 8192, "instances": 128, "queued_events": 16384, "machine": {"watches": 8192, "instances": 128},
                   "user_namespace": {"watches": 8192, "instances": 128}, "kernel_default": 65000, "memory": 2**33,
                   "open_files": [1024, 4096], "writable": {"machine": False, "user_namespace": False}},
    }  # fmt: skip
    return {**base, **more}


FULL = {"folders": 3000, "added": 0, "errno": errno.ENOSPC, "fits": False, "note": "", "unreadable": 0}
NO_INSTANCE = {
    "folders": 3000,
    "added": 0,
    "errno": errno.EMFILE,
    "fits": False,
    "note": "no inotify instance left for this user",
    "unreadable": 0,
}
PARTLY = {"held": 500, "unwatched": [{"path": "data", "count": 2500}], "unwatched_total": 2500}


def system(**more):
    return {**facts()["system"], **more}


def serious(found):
    return [problem["id"] for problem in doctor_problems.judge(found) if problem["severity"] != "info"]


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
            facts([server(server="watchmedo", watchdog="7.0.0", words=["auto-restart", "-p", "*.py"])]),
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


def advice(found):
    problems = doctor_problems.judge(found)
    return doctor_problems.steps(problems)


def test_an_administrator_raises_the_limit_to_twice_the_need():
    found = facts([server(**PARTLY)], trial=FULL, use=[{"watches": 40_000, "instances": 1}])
    assert advice(found)[0] == "sudo sysctl fs.inotify.max_user_watches=131072"
    assert len(advice(found)) <= 5


def test_a_limit_is_never_lowered():
    limits = {**facts()["limits"], "watches": 9_000_000, "machine": {"watches": 9_000_000, "instances": 128}}
    assert (
        advice(facts([server(**PARTLY)], trial=FULL, limits=limits))[0]
        == "sudo sysctl fs.inotify.max_user_watches=9000000"
    )


@pytest.mark.parametrize(
    "place",
    [
        {"container": "docker"},
        {"container": "docker", "root": True},
        {"first_user_namespace": False},
        {"sudo": False},
        {"root": True},
    ],
)
def test_no_sysctl_where_it_has_no_effect(place):
    first = advice(facts([server(**PARTLY)], trial=FULL, system=system(**place)))
    assert "WATCHFILES_FORCE_POLLING=1" in first[0]
    assert all("host" in step or "administrator" in step for step in first if "sysctl" in step)


def test_a_user_namespace_of_ones_own_is_raised_in_place():
    limits = {
        **facts()["limits"],
        "watches": 500,
        "user_namespace": {"watches": 500, "instances": 128},
        "writable": {"machine": False, "user_namespace": True},
    }
    found = facts(
        [server(**PARTLY)], trial=FULL, limits=limits, system=system(first_user_namespace=False, container="docker")
    )
    assert advice(found)[0].startswith("echo 65536 > /proc/sys/user/max_inotify_watches")


def test_a_package_of_ones_own_can_be_watched_alone():
    found = facts(
        [server(**PARTLY, words=["shop.main:app", "--reload"])], trial=FULL, system=system(container="docker")
    )
    assert advice(found)[0] == "uvicorn shop.main:app --reload --reload-dir shop"


def test_a_file_that_comes_later_is_outdone():
    rows = [
        {
            "key": "fs.inotify.max_user_watches",
            "value": 8192,
            "path": "/etc/sysctl.d/99-x.conf",
            "line": 1,
            "at_boot": True,
        }
    ]
    assert any("zz-watchlint.conf" in step for step in advice(facts([server(**PARTLY)], trial=FULL, sysctl=rows)))


def test_steps_are_five_at_most_and_none_twice():
    problems = [{"id": str(n), "severity": "error", "message": "", "steps": [f"a{n}", "same"]} for n in range(9)]
    assert doctor_problems.steps(problems) == ["a0", "same", "a1", "a2", "a3"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("nothing here", "nothing here"),
        ("/home/ann/x and /root2/x", "~/x and /root2/x"),
        ("/Users/Ann/x", "~/x"),
        (r"C:\Users\Ann\x", r"~\x"),
        ("/srv/me/app/x", "~/x"),
        ("/srv/me/app2/x", "/srv/me/app2/x"),
        ("redis://user:pw@host/1", "redis://***@host/1"),
        ("API_KEY=abc123 x", "API_KEY=*** x"),
        ('{"password": "s3cret"}', '{"password": "***"}'),
        ("Authorization: Bearer abcdefgh12345", "Authorization: Bearer ***"),
        ("ghp_abcdefghijklmnop1234", "***"),
    ],
)
def test_secrets_and_homes_stay_out(text, expected):
    assert doctor_text.redactor("/srv/me/app")(text) == expected


def test_a_root_that_is_home_does_not_swallow_every_path():
    assert doctor_text.redactor("/")("/etc/x") == "/etc/x"


def test_cleaning_goes_through_every_value():
    assert doctor_text.cleaned({"a": ["/home/x/y", 1, None, ("/home/z",)]}, doctor_text.redactor("/")) == {
        "a": ["~/y", 1, None, ["~"]]
    }


@pytest.mark.parametrize(
    "platform, word", [("darwin", "FSEvents"), ("win32", "ReadDirectoryChangesW"), ("freebsd14", "no inotify")]
)
def test_other_systems_are_told_what_applies(platform, word):
    found = facts(limits={}, system=system(platform=platform), trial=None)
    found["problems"] = doctor_problems.judge(found)
    page = doctor_text.page(found, [])
    assert page.startswith("No problem found") and word in page and "Limits" not in page


def test_without_linux_only_the_common_facts_are_gathered(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor_facts.inotify, "LINUX", False)
    found = doctor_facts.gather(str(tmp_path))
    assert (found["limits"], found["servers"], doctor_problems.judge(found)) == ({}, [], [])


def test_the_page_of_a_sick_server_says_it_first():
    found = facts([server(**PARTLY)], trial=FULL)
    found["problems"] = doctor_problems.judge(found)
    page = doctor_text.page(found, doctor_problems.steps(found["problems"]))
    assert page.splitlines()[0].startswith(
        "1 problem: uvicorn (process 7) does not watch 2,500 of 3,000 folders: data (2,500)."
    )
    assert "not watched:   2,500  data" in page


@pytest.mark.parametrize(
    "argv",
    [
        ["--pid", "4194999"],
        ["--pid", "-3"],
        ["--pid", "x"],
        ["no-such-folder"],
        ["--python", "no-such-file"],
        ["--nope"],
    ],
)
def test_wrong_usage_is_one_line_and_two(argv, tmp_path, capsys, monkeypatch):
    if argv == ["--pid", "4194999"] and not os.path.isdir("/proc/self"):
        pytest.skip("without /proc a number cannot be checked")
    monkeypatch.chdir(tmp_path)
    assert doctor.main(argv) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


@linux
def test_json_has_the_contract(tmp_path, capfdbinary):
    (tmp_path / "a/b").mkdir(parents=True)
    log = tmp_path / "x.log"
    log.write_text("x\nOSError: [Errno 28] inotify watch limit reached\n")
    assert doctor.main([str(tmp_path), "--json", "--log", str(log), "--probe"]) == 1
    found = json.loads(capfdbinary.readouterr().out)
    assert {"version", "limits", "use", "servers", "problems", "logs"} <= set(found)
    assert (found["version"], found["trial"]["folders"], found["logs"][0]["seen"][0]["id"]) == (
        1,
        3,
        "watchdog-watch-limit",
    )
    problem = next(p for p in found["problems"] if p["id"] == "log-watchdog-watch-limit")
    assert set(problem) == {"id", "severity", "message", "steps"} and problem["severity"] == "error"
    assert sorted(os.listdir(tmp_path)) == ["a", "x.log"]


@linux
def test_a_missing_log_is_a_problem_and_no_traceback(tmp_path, capfdbinary):
    assert doctor.main([str(tmp_path), "--log", str(tmp_path / "none.log"), "--log", str(tmp_path)]) == 1
    out = capfdbinary.readouterr().out
    assert b"No such file or directory" in out and b"Is a directory" in out


@pytest.mark.parametrize(
    "cwd, words, expected",
    [
        ("/p", [], True),
        ("/p/app", [], True),
        ("/", ["p/app.py"], True),
        ("/q", ["/p/app.py"], True),
        ("/q", ["app.py"], False),
        ("/", ["app.py"], False),
        ("/pp", [], False),
        ("", ["app.py"], False),
    ],
)
def test_which_servers_have_to_do_with_a_folder(cwd, words, expected):
    running = dev_servers.Server("uvicorn", [7], words, False, cwd, "", {}, "S", True)
    assert doctor_servers.concerns(running, "/p") is expected


def log(**more):
    seen = {
        "id": "watchdog-watch-limit", "tool": "watchdog", "problem": "watch-limit", "count": 1, "first": 7, "last": 7, "text": "x",
        "detail": "", "means": "It ran out.", "step": "watchlint doctor  # while the server runs",
    }  # fmt: skip
    return {"path": "/w/x.log", "error": "", "lines": 9, "seen": [{**seen, **more}]}


@pytest.mark.parametrize(
    "found, expected",
    [
        (facts(logs=[log()]), "watchlint doctor  # while the server runs"),
        (facts(logs=[log(step="pip install x")]), "pip install x"),
        (facts(logs=[log()], trial=FULL), "sudo sysctl fs.inotify.max_user_watches=65536"),
        (facts(logs=[log()], trial=NO_INSTANCE), "sudo sysctl fs.inotify.max_user_instances=512"),
        (facts([server(**PARTLY)], logs=[log()]), "kill 7  # then start uvicorn again"),
    ],
)
def test_a_log_sends_nobody_to_the_doctor_who_is_there(found, expected):
    assert advice(found)[0] == expected


def test_a_server_that_is_well_now_needs_no_step_for_an_old_complaint():
    assert advice(facts([server()], logs=[log()])) == []


@pytest.mark.parametrize(
    "number, word, text",
    [(0, "folder", "0 folders"), (1, "folder", "1 folder"), (1, "process", "1 process"), (2, "process", "2 processes"),
     (2, "more watch", "2 more watches"), (1234, "line", "1,234 lines")],
)  # fmt: skip
def test_numbers_and_their_words(number, word, text):
    assert doctor_text.counted(number, word) == text


ONE = {"folders": 1, "added": 1, "errno": 0, "fits": True, "note": "", "unreadable": 0}


@pytest.mark.parametrize(
    "found, first",
    [
        (facts([server()]), "No problem found: uvicorn (process 7) watches all 3,000 folders."),
        (facts([server(needed=1, held=1)]), "No problem found: uvicorn (process 7) watches the one folder."),
        (facts(), "No problem found: a watch can be had for each of the 3,000 folders here. No dev server that watches is running in this folder."),
        (facts(trial=ONE), "No problem found: a watch can be had for the one folder here. No dev server that watches is running in this folder."),
        (facts(trial=ONE, unseen={"proc": False}), "No problem found: a watch can be had for the one folder here. Without /proc no running server can be seen."),
        (facts(trial=ONE, unseen={"processes": {"root": 1}}), "No problem found: a watch can be had for the one folder here. Of the processes that can be seen, none is a dev server that watches this folder."),
        (facts([server(needed=0, polls="it polls")], trial=ONE), "No problem found: a watch can be had for the one folder here. uvicorn (process 7) polls."),
        (facts(limits={}, trial=None), "No problem found: the limits of inotify do not apply on this system."),
    ],
)  # fmt: skip
def test_the_first_line_of_a_healthy_machine_says_what_was_seen(found, first):
    assert doctor_text.page(found, []).splitlines()[0] == first


def test_one_of_anything_is_no_plural():
    found = facts(
        [server(needed=1, held=0, instances=1, unwatched=[{"path": ".", "count": 1}], unwatched_total=1)],
        servers_elsewhere=1, logs=[log()], use=[{"watches": 1, "instances": 1, "inherited": 0, "command": "python", "pid": 7, "user": "ann"}],
        unseen={"processes": {"root": 1}},
    )  # fmt: skip
    found["problems"] = doctor_problems.judge(found)
    page = doctor_text.page(found, [])
    for text in ("1 folders", "1 watches", "1 instances", "1 processes", "1 servers", "1 lines", "(s)", "lines 7 to 7"):
        assert text not in page
    assert "1 dev server runs in another folder" in page and "not seen: 1 process of root" in page


def test_watchmedo_is_shown_with_its_own_words():
    words = ["auto-restart", "-p", "*.py", "--", "python", "app.py"]
    one = server(server="watchmedo", watchdog="7.0.0", words=words)
    assert advice(facts([one])) == ["watchmedo auto-restart -p '**/*.py' -- python app.py"]
    one = server(server="watchmedo", watchdog="6.0.0", words=words, blind="x")
    assert advice(facts([one])) == ["watchmedo auto-restart --debug-force-polling -p '*.py' -- python app.py"]
