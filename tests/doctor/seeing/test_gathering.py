"""Everything the doctor looks at, in one place."""

from __future__ import annotations

import json
import sys

import pytest

from watchlint.doctor.judging.problems import judge
from watchlint.doctor.seeing import gathering
from watchlint.facts.machine.mounts import Mount

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def test_without_linux_only_the_common_facts_are_gathered(monkeypatch, tmp_path):
    monkeypatch.setattr(gathering.inotify, "LINUX", False)
    found = gathering.gather(str(tmp_path))
    assert (found["limits"], found["servers"], judge(found)) == ({}, [], [])


@pytest.fixture
def alone(monkeypatch):
    """No server runs on this machine."""
    monkeypatch.setattr(gathering.dev_servers, "running", lambda pid: [])


@linux
@pytest.mark.usefixtures("alone")
def test_what_is_seen_of_this_machine_and_of_the_folder(folder):
    tree = folder({"a/b/x": "", "log": "OSError: [Errno 28] inotify watch limit reached\nfine\n"})
    found = gathering.gather(str(tree), log=[str(tree / "log"), str(tree / "gone")], probe=True)
    assert json.loads(json.dumps(found)) == found  # plain values, for a report
    assert (found["root"], found["servers"], found["servers_elsewhere"]) == (str(tree), [], 0)
    assert found["trial"]["folders"] == 3 and found["trial"]["added"] <= 3
    assert found["limits"]["machine"]["watches"] > 0 and {"pid", "watches"} <= found["use"][0].keys()
    assert {"processes", "hidepid", "proc"} <= found["unseen"].keys() and found["probe"].keys() == {
        "works",
        "seconds",
        "reason",
    }
    told, missing = found["logs"]
    (row,) = told["seen"]
    assert (told["lines"], row["id"], row["severity"], row["count"]) == (2, "watchdog-watch-limit", "error", 1)
    assert row["steps"][0].startswith("sudo sysctl fs.inotify.max_user_watches=")
    assert (missing["error"], missing["lines"], missing["seen"]) == ("No such file or directory", 0, [])


@linux
@pytest.mark.usefixtures("alone")
def test_only_what_is_asked_for_is_tried(folder):
    assert gathering.gather(str(folder({"x": ""})))["probe"] is None


ROOT = Mount("/", "ext4", "/dev/vda", "rw")
SHARE = Mount("/w/data", "nfs4", "box:/data", "rw")


@pytest.mark.parametrize(
    ("known", "root", "expected"),
    [
        ([], "/w", None),
        ([ROOT], "/w", ("/", "ext4", "", [])),
        ([ROOT, SHARE], "/w/data/deep", ("/w/data", "nfs4", "blind", [])),
        ([ROOT, SHARE], "/w", ("/", "ext4", "", ["/w/data"])),
        ([ROOT, SHARE], "/", ("/", "ext4", "", [])),  # of the whole machine nothing below is named
    ],
)
def test_the_file_system_of_a_folder_and_those_below_that_tell_of_nothing(monkeypatch, known, root, expected):
    monkeypatch.setattr(gathering.mounts, "mounts", lambda: known)
    found = gathering._mount(root)
    if expected is None:
        assert found is None
        return
    point, kind, blind, below = expected
    assert (found["point"], found["type"], bool(found["blind"])) == (point, kind, bool(blind))
    assert [row["path"] for row in found["blind_below"]] == below
