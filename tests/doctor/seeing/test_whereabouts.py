from __future__ import annotations

import os
import subprocess
import sys

import pytest

from watchlint.doctor.seeing.whereabouts import plain, whereabouts

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")

NUMBER = "0123456789ab" + "c" * 52


@pytest.fixture
def process(tmp_path):
    """A process of ours that does nothing in a folder of its own."""
    work = tmp_path / "work"
    work.mkdir()
    held = subprocess.Popen([sys.executable, "-c", "input()"], cwd=work, stdin=subprocess.PIPE)
    yield held.pid, work
    held.communicate(b"\n")


def test_a_process_of_ours_is_here(process):
    pid, _ = process
    found = whereabouts(pid)
    assert (found["own"], found["elsewhere"], found["deleted"], found["replaced"], found["inner"]) == (
        True,
        False,
        False,
        False,
        pid,
    )


@pytest.mark.parametrize("again, expected", [(False, (True, False)), (True, (True, True))])
def test_a_folder_that_was_deleted_or_made_again(process, again, expected):
    pid, work = process
    work.rmdir()
    if again:
        work.mkdir()
    found = whereabouts(pid)
    assert (found["deleted"], found["replaced"]) == expected
    assert plain(os.readlink(f"/proc/{pid}/cwd")) == str(work)


def test_a_folder_that_is_called_deleted(tmp_path):
    (tmp_path / "x (deleted)").mkdir()
    assert plain(f"{tmp_path}/x (deleted)") == f"{tmp_path}/x (deleted)"


@pytest.mark.parametrize(
    "cgroup, container",
    [(f"0::/system.slice/docker-{NUMBER}.scope", "0123456789ab"), (f"0::/docker/{NUMBER}", "0123456789ab"), ("0::/user.slice", "")],
)  # fmt: skip
def test_a_container_and_its_number(cgroup, container, tmp_path):
    for pid, namespace in (("self", "mnt:[1]"), ("7", "mnt:[2]")):
        (tmp_path / pid / "ns").mkdir(parents=True)
        (tmp_path / pid / "ns" / "mnt").symlink_to(namespace)
    (tmp_path / "7" / "cwd").symlink_to("/app")
    (tmp_path / "7" / "cgroup").write_text(f"{cgroup}\n")
    (tmp_path / "7" / "status").write_text("Name:\tx\nUid:\t0\t0\t0\t0\nNSpid:\t7\t1\n")
    found = whereabouts(7, str(tmp_path))
    assert (found["elsewhere"], found["container"], found["inner"], found["shares"]) == (True, container, 1, False)


def test_one_that_has_ended_is_nowhere_else(tmp_path):
    assert list(whereabouts(7, str(tmp_path)).values())[2:] == [False, "", 7, False, False, False]
