"""One repository as a task: within its limits, and nothing left of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fleet import repositories, servers
from tests.fleet.conftest import LIMITS, MB, fits
from watchlint import __version__
from watchlint.fleet import examining
from watchlint.fleet.listing import entry

QUICK = [
    repositories.empty,
    repositories.sha256,
    repositories.odd_names,
    repositories.plants,
    repositories.settings,
    repositories.links_out,
]


@pytest.mark.parametrize("way", QUICK, ids=lambda way: way.__name__)
def test_it_says_what_is_so(way, tmp_path, limits):
    made = way(tmp_path, "made")
    answer = examining.examine(entry(made.line, "/"), limits)
    assert fits(made, (answer["status"], answer["reason"])), answer
    assert answer["version"] == __version__ and answer["name"] == made.line
    assert not list(tmp_path.glob("started-by-*"))


def test_what_was_found_is_as_in_json(bare, limits):
    place = bare({"a.py": "import b\n", "b.py": "", ".gitignore": "*.log\n"})
    answer = examining.examine(entry(str(place), "/"), limits)
    assert [
        (one["rule"], one["path"], one["fix"]["safe"]) for one in answer["findings"] if one["severity"] == "error"
    ] == [("gitignore-misses-bytecode", ".gitignore", True)]
    assert answer["files"] == 3 and len(answer["commit"]) == 40 and answer["bytes"] > 0


def test_a_work_tree_is_looked_at_where_it_is(repository, limits):
    tree = repository({"a.py": "", ".gitignore": "*.log\n"})
    before = tree.contents()
    answer = examining.examine(entry(str(tree), "/"), limits)
    assert answer["status"] == "checked" and answer["commit"] is None and tree.contents() == before


def test_too_slow(limits):
    with servers.running() as addresses:
        answer = examining.examine(entry(f"{addresses['git']}/slow", "/"), limits._replace(seconds=1.0))
    assert answer["reason"] == "cloning took more than 1 seconds: --timeout gives it more"


@pytest.mark.parametrize("way", [repositories.huge, repositories.bomb_of_one], ids=lambda way: way.__name__)
def test_too_large(way, tmp_path, limits):
    made = way(tmp_path, "made")
    answer = examining.examine(entry(made.line, "/"), limits._replace(disk=8 * MB))
    assert answer["status"] == "failed" and "--disk" in answer["reason"] and not answer["passing"]


def test_no_folder_for_clones(tmp_path, bare, limits):
    answer = examining.examine(entry(str(bare({"a": ""})), "/"), limits._replace(work=str(tmp_path / "absent")))
    assert answer["passing"] and answer["reason"] == "no folder for a clone can be made: No such file or directory"


def test_a_full_disk_is_waited_for(bare, limits, monkeypatch):
    free = iter([0, 0, 1 << 40])
    monkeypatch.setattr(examining.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, next(free, 0)))
    monkeypatch.setattr(examining.time, "sleep", lambda _: None)
    place = entry(str(bare({"a": ""})), "/")
    assert examining.examine(place, limits)["status"] == "checked"
    answer = examining.examine(place, limits._replace(seconds=0.01))
    assert answer["passing"] and answer["reason"] == "no folder for a clone can be made: No space left on device"


@pytest.mark.skipif(os.name == "nt", reason="a killed process is one of POSIX")
def test_a_killed_worker_leaves_nothing(tmp_path):
    """What it had started ends and clears up; what nobody could clear up goes with the next task."""
    work = tmp_path / "work"
    work.mkdir()
    left = work / "watchlint-audit-left"
    left.mkdir()
    (left / "held").touch()
    os.utime(left, (1, 1))
    with servers.running() as addresses:
        code = (
            "from tests.fleet.conftest import LIMITS; from watchlint.fleet import examining, listing\n"
            f"examining.examine(listing.entry({addresses['git'] + '/slow'!r}, '/'), LIMITS._replace(work={str(work)!r}))"
        )
        worker = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
        waits(lambda: list(work.glob("*/clone/.git")))
        assert not left.exists()
        worker.kill()
        worker.wait()
        waits(lambda: not list(work.iterdir()))


def waits(question, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_a_process_that_can_not_be_started(monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(examining.subprocess, "Popen", refuse)
    (tmp_path / ".git").mkdir()
    answer = examining.examine(entry(str(tmp_path), "/"), LIMITS._replace(work=None))
    assert (answer["status"], answer["reason"]) == (
        "failed",
        "no process can be started: Resource temporarily unavailable",
    )
    assert answer["passing"]


def test_what_lies_in_a_folder_that_is_going(tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "f").write_bytes(b"x" * 10_000)
    assert examining._size(str(tmp_path)) >= 10_000
    assert examining._size(str(tmp_path / "gone")) == 0


@pytest.mark.skipif(os.name == "nt", reason="there are no such locks on Windows")
def test_folders_that_nobody_holds_are_swept(tmp_path):
    old = time.time() - 3600
    for name, is_held, when in (("left", False, old), ("held", True, old), ("new", False, time.time())):
        place = tmp_path / f"{examining._PREFIX}{name}"
        place.mkdir()
        lock = examining._hold(str(place))
        if not is_held:
            lock.close()
        else:
            kept = lock
        os.utime(place, (when, when))
    (tmp_path / f"{examining._PREFIX}odd").mkdir()
    os.utime(tmp_path / f"{examining._PREFIX}odd", (old, old))
    (tmp_path / "mine").mkdir()
    examining._sweep(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == ["mine", *(f"{examining._PREFIX}{name}" for name in ("held", "new", "odd"))]
    kept.close()
    assert examining._hold(str(tmp_path / "gone")) is None
