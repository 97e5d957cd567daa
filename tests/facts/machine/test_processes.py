from __future__ import annotations

import ctypes
import os
import sys

import pytest

from watchlint.facts.machine import descriptors, processes
from watchlint.facts.machine.descriptors import inotify_descriptors, open_descriptors, watches_of

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify and /proc are Linux's")


@pytest.fixture
def instance():
    """A new inotify descriptor of this process, and the C library."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_CLOEXEC)
    assert descriptor >= 0
    yield libc, descriptor
    os.close(descriptor)


def fake_process(proc, pid, *, descriptors=(), uid=1000, parent=1, comm="python", lines=0):
    folder = proc / str(pid)
    (folder / "fd").mkdir(parents=True)
    (folder / "fdinfo").mkdir()
    (folder / "comm").write_text(comm + "\n")
    (folder / "status").write_text(f"Name:\t{comm}\nPPid:\t{parent}\nUid:\t{uid}\t{uid}\t{uid}\t{uid}\n")
    for number, target in descriptors:
        (folder / "fd" / str(number)).symlink_to(target)
        text = "pos:\t0\nflags:\t02004000\n" + "inotify wd:1 ino:9e7e sdev:800013 mask:800afce ignored_mask:0\n" * lines
        (folder / "fdinfo" / str(number)).write_text(text)


def test_no_proc_at_all_is_said(tmp_path):
    use = processes.scan(str(tmp_path / "nothing"))
    assert (use.processes, use.readable) == ([], False)


def test_only_inotify_descriptors_are_counted(tmp_path):
    fake_process(
        tmp_path, 10, descriptors=[(3, "anon_inode:[eventpoll]"), (4, "anon_inode:inotify"), (5, "/dev/null")], lines=7
    )
    (process,) = processes.scan(str(tmp_path)).processes
    assert (process.pid, process.watches, process.instances, process.command) == (10, 7, 1, "python")


def test_a_process_without_inotify_is_not_listed(tmp_path):
    fake_process(tmp_path, 10, descriptors=[(3, "/dev/null")])
    assert processes.scan(str(tmp_path)).processes == []


def test_what_may_not_be_compared_is_counted_twice_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(descriptors, "_kcmp", lambda: lambda one, other: -1)
    for pid in (10, 11):
        fake_process(tmp_path, pid, descriptors=[(4, "anon_inode:inotify")], lines=2)
    use = processes.scan(str(tmp_path))
    assert (sum(process.watches for process in use.processes), use.shares_unknown) == (4, True)


def test_equal_files_are_one_instance_whatever_the_order(tmp_path, monkeypatch):
    files = {(10, 4): 3, (11, 7): 1, (12, 4): 3, (12, 5): 2, (13, 9): 1, (14, 3): 0}

    def compare(one, other):
        if 14 in (one[0], other[0]):
            return -1  # it ends while we look
        return 0 if files[one] == files[other] else 1 if files[one] < files[other] else 2

    monkeypatch.setattr(descriptors, "_kcmp", lambda: compare)
    for pid in (10, 11, 12, 13, 14):
        fake_process(
            tmp_path, pid, descriptors=[(number, "anon_inode:inotify") for p, number in files if p == pid], lines=5
        )
    rows = {
        process.pid: (process.watches, process.instances, process.inherited)
        for process in processes.scan(str(tmp_path)).processes
    }
    assert rows == {10: (5, 1, 0), 11: (5, 1, 0), 12: (5, 1, 1), 13: (0, 0, 1), 14: (5, 1, 0)}


def test_users_are_summed(tmp_path, monkeypatch):
    monkeypatch.setattr(descriptors, "_kcmp", lambda: lambda one, other: 1 if one < other else 2)
    monkeypatch.setattr(processes, "user_name", str)
    for pid, uid in ((10, 1), (11, 2), (12, 1)):
        fake_process(tmp_path, pid, uid=uid, descriptors=[(4, "anon_inode:inotify")], lines=3)
    assert processes.by_user(processes.scan(str(tmp_path))) == [
        processes.Share(1, "1", 6, 2),
        processes.Share(2, "2", 3, 1),
    ]


@linux
def test_this_process_is_seen_with_its_watches(instance, tmp_path):
    libc, made = instance
    for name in "abc":
        (tmp_path / name).mkdir()
        assert libc.inotify_add_watch(made, os.fsencode(tmp_path / name), 4) > 0
    assert made in inotify_descriptors(os.getpid())
    assert watches_of(os.getpid(), made) == 3
    assert any(process.pid == os.getpid() and process.watches >= 3 for process in processes.scan().processes)


@linux
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # the child only waits: no thread is missed
def test_a_copy_made_by_fork_is_counted_once(instance, tmp_path):
    libc, descriptor = instance
    assert libc.inotify_add_watch(descriptor, os.fsencode(tmp_path), 4) > 0
    alone = sum(process.instances for process in processes.scan().processes if process.pid == os.getpid())
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(write)
        os.read(read, 1)
        os._exit(0)
    try:
        own = [process for process in processes.scan().processes if process.pid in (os.getpid(), child)]
        known = descriptors._kcmp()((os.getpid(), descriptor), (child, descriptor)) == 0
        # Under whichever of the two numbers is lower: they may have begun anew.
        assert sum(process.instances for process in own) == (alone if known else 2 * alone)
        assert sum(process.inherited for process in own) >= (1 if known else 0)
    finally:
        os.close(write)
        os.close(read)
        os.waitpid(child, 0)


@linux
def test_an_ended_process_has_nothing():
    assert inotify_descriptors(2**22 + 7) == []
    assert open_descriptors(2**22 + 7) is None
    assert processes.parent_and_uid(2**22 + 7) == (None, None)
    assert processes.command_name(2**22 + 7) == "?"


def test_a_user_without_a_name_is_a_number():
    assert processes.user_name(2**31 - 7) == str(2**31 - 7)
