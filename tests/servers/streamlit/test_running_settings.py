"""What of a running Streamlit's configuration is not in force."""

from __future__ import annotations

import os

import pytest

from watchlint.servers.model import Running
from watchlint.servers.streamlit.running_settings import misled, troubles, turned_off


def running(cwd, words="run app.py", **environ) -> Running:
    return Running("streamlit", [os.getpid()], words.split(), False, str(cwd), "", environ, "S", True)


@pytest.mark.parametrize(
    ("config", "kinds"),
    [("[server]\nport = 1\n", []), ("[server\n", ["ignored"]), ("[server]\nprot = 1\n", ["unknown"])],
)
def test_what_it_complains_of(folder, config, kinds):
    tree = folder({"app.py": "", ".streamlit/config.toml": config})
    found = troubles(running(tree, HOME=str(tree / "home")), str(tree), "1.67.0")
    assert [row["kind"] for row in found] == kinds


def test_a_file_that_it_does_not_read(folder):
    tree = folder({"web/app.py": "", "web/.streamlit/config.toml": "", ".streamlit/config.toml": ""})
    (found,) = troubles(running(tree, "run web/app.py", HOME=str(tree / "home")), str(tree), "1.40.0")
    assert (found["kind"], found["source"]) == ("unread", str(tree / "web/.streamlit/config.toml"))


@pytest.mark.parametrize(("value", "off"), [("auto", False), ("poll", False), ("none", True), ("None", True)])
def test_a_watcher_that_is_off(value, off):
    seen = {
        "options": [["server.port", 1, "x"], ["server.fileWatcherType", value, "config.toml"]],
        "words": ["run", "app.py"],
    }
    found = turned_off(seen)
    assert (found is not None) is off
    if found:
        assert value in found.message and "--server.fileWatcherType auto" in found.step


TROUBLES = [
    ({"kind": "unread", "key": "", "source": "/w/.streamlit/config.toml", "reason": "/a and /b"}, "streamlit-config-unread", "cd /w  # and start it from there"),
    ({"kind": "ignored", "key": "", "source": "/w/c.toml", "reason": "line 1"}, "streamlit-config-broken", "watchlint check  # names the line to correct"),
    ({"kind": "unknown", "key": "server.prot", "source": "/w/c.toml", "reason": ""}, "streamlit-option-unknown", "watchlint check  # names the option that was meant"),
]  # fmt: skip


@pytest.mark.parametrize(("trouble", "id", "step"), TROUBLES)
def test_what_misleads(trouble, id, step):
    seen = {"troubles": [trouble, {**trouble, "kind": "fatal"}], "options": [], "words": []}
    (found,) = misled(seen)
    assert (found.id, found.step) == (id, step) and trouble["source"] in found.message


def test_an_edit_that_only_offers_to_run_again():
    seen = {"troubles": [], "options": [["server.runOnSave", False, "default"]], "words": ["run", "app.py"]}
    (found,) = misled(seen)
    assert found.id == "run-on-save-off" and "--server.runOnSave true" in found.step
