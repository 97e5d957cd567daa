"""What all that starts here takes at once."""

from __future__ import annotations

import pytest

from watchlint.facts.folders import walk as walking
from watchlint.facts.machine import inotify
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import plan as plans
from watchlint.settings import Settings
from watchlint.watch import machine, predict, report, table

LIMITS = {
    "watches": 1000, "instances": 128, "queued_events": 16384, "watches_in_use": 0, "instances_in_use": 0,
    "watches_left": 1000, "instances_left": 128,
}  # fmt: skip
STREAMLIT = {"app.py": "import streamlit\n", "Procfile": "web: streamlit run app.py\n", "data/a/x": "", "data/b/x": ""}
VITE = {"package.json": '{"scripts": {"dev": "vite", "build": "vite build"}}', "src/main.js": ""}
EDITOR = {".vscode/settings.json": '{"files.watcherExclude": {"**/data/**": true}, /* why */}'}


@pytest.fixture
def said(folder, monkeypatch):
    """A tree of files -> the report, its last lines."""
    monkeypatch.setattr(machine, "limits", lambda: LIMITS)
    monkeypatch.setenv("PATH", "")  # no watchman

    def call(files):
        root = str(folder(files))
        walk = predict.remembering(walking.walk)
        facts = report.report(root, predict.predict(NearRepository(root), Settings(), walk=walk), walk)
        return facts, ["".join(part for _, part in line) for line in table.lines(facts)]

    return call


def test_all_at_once_is_one_sum(said):
    facts, lines = said({**STREAMLIT, **VITE, **EDITOR})
    each = {one["server"]: one["watches_after_run"] for one in facts["servers"]}
    # Streamlit: the folders. Vite: those and the files. VS Code: the folders less data, .vscode and its file once more.
    assert each == {"streamlit": 6, "vite": 6 + 7, "vscode": 3 + 2}
    assert facts["together"] == {
        "watches": 24, "instances": 4, "certain": False, "whole": True, "share": 0.024, "fits": True,
    }  # fmt: skip
    assert "all of these at once: about 24 watches, 4 instances; 2.4% of this machine's 1,000" in lines
    assert "  vite 13 + streamlit 6 + vscode 5" in lines


def test_one_alone_has_no_sum(said):
    facts, lines = said(STREAMLIT)
    assert facts["together"]["watches"] == 4 and not any("at once" in line for line in lines)


def test_more_than_the_limit_is_said(said):
    facts, lines = said({**STREAMLIT, **VITE, **{f"data/{number}/x": "" for number in range(600)}})
    assert facts["together"]["fits"] is False
    assert any(line.startswith("  more than that: those that start last get no watch above 1,000") for line in lines)


def test_a_start_in_a_folder_nobody_knows_leaves_the_sum_open(said):
    facts, lines = said({**STREAMLIT, **VITE, "Dockerfile": "FROM ours\nCMD flask run --debug\n"})
    assert not facts["together"]["whole"]
    assert any(line.startswith("all of these at once: at least ") for line in lines)


def test_what_takes_watches_beside_is_told_how_to_pass_over(said):
    facts, _ = said({**VITE, ".venv/pyvenv.cfg": "", ".venv/lib/python3.12/site-packages/x/y.py": ""})
    (vite,) = facts["servers"]
    move = vite["moves"][0]
    assert (move["id"], move["saves"]) == ("environment-outside", 7)
    assert move["do"] == 'server: { watch: { ignored: ["**/.venv/**"] } } in vite.config.js: .venv'


def test_without_limits_nothing_is_said_of_them(said, monkeypatch):
    monkeypatch.setattr(machine, "limits", lambda: dict.fromkeys(LIMITS))
    facts, _ = said(STREAMLIT)
    assert (facts["together"]["share"], facts["together"]["fits"]) == (None, None)


def test_every_server_says_the_same_things(said):
    facts, _ = said(
        {**STREAMLIT, "Procfile": "web: streamlit run app.py\nb: uvicorn main:app --reload --reload-dir $DIR\n"}
    )
    counted, unknown = facts["servers"]
    assert counted.keys() - unknown.keys() == {"at_least"}
    assert (counted["at_least"], counted["loops"], unknown["loops"], unknown["watches"]) == (False, False, False, None)


def test_a_server_that_watches_more_than_can_be_counted(said):
    facts, lines = said({**STREAMLIT, "package.json": '{"scripts": {"dev": "next dev"}}'})
    (one,) = [server for server in facts["servers"] if server["server"] == "next"]
    assert (one["at_least"], one["notes"][-1]) == (True, report.EXACT)
    assert any(line.startswith("  at least 1 watch") for line in lines)


def test_the_sum_of_such_servers_is_a_part_too(said):
    scripts = '{"scripts": {"dev": "next dev", "css": "webpack --watch"}}'
    facts, lines = said({"package.json": scripts})
    assert [server["at_least"] for server in facts["servers"]] == [True, True]
    assert any(line.startswith("all of these at once: at least ") for line in lines)


@pytest.mark.parametrize(
    ("unreadable", "words"),
    [
        (plans.SKIPS, ""),
        (plans.FAILS, "data/a may not be read: it ends with an error, and watches 4 of the directories below"),
        (plans.STOPS, "data/a may not be read: its walk ends there, and watches 4 of the directories below"),
    ],
)
def test_a_folder_that_may_not_be_read(folder, monkeypatch, unreadable, words):
    root = str(folder(STREAMLIT))
    (one,) = predict.predict(NearRepository(root), Settings()).servers
    one.cost.trees[0].unreadable.append(f"{root}/data/a")
    one = one._replace(planned=one.planned._replace(plan=one.planned.plan._replace(unreadable=unreadable, copies=2)))
    shows = [(3, f"{root}/data/b", (False, "data/b")), (4 if unreadable == plans.SKIPS else 4 * 2, None, (True, None))]
    for added, failed_at, verdict in shows:  # ended early, each process would have come to all of them
        trial = inotify.TrialResult(added, failed_at, 28 if failed_at else 0, 0, 0)
        monkeypatch.setattr(plans, "verify", lambda plan, cost, trial=trial: trial)
        facts = report.report(root, predict.Predicted([one], [], [], []), walking.walk, verify=True)["servers"][0]
        assert [note for note in facts["notes"] if "may not be read" in note] == ([words] if words else [])
        assert (facts["verify"]["agrees"], facts["verify"]["stopped_at"]) == verdict


@pytest.mark.parametrize(
    ("note", "root", "short"),
    [
        ("/a/b/c is read", "/a/b", "c is read"),
        ("/a/b is read", "/a/b", "this folder is read"),
        ("/a/bc is read", "/a/b", "/a/bc is read"),
        ("/a/b/c is read", "/a/b/", "c is read"),
        ("/a is read", "/", "/a is read"),
    ],
)
def test_a_sentence_without_the_long_path(note, root, short):
    assert report.shown(note, root) == short


@pytest.mark.parametrize(
    ("notes", "wanted"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["a.py:1: x", "b.py:2: y"], ["a.py:1: x", "b.py:2: y"]),
        (["a.py:1: x", "a", "b.py:2: x", "c.py:9: x"], ["a.py:1: x (and in 2 other places)", "a"]),
    ],
)
def test_what_is_said_of_several_places_is_said_once(notes, wanted):
    assert report.once(notes) == wanted
