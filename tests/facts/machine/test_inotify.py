"""inotify's limits and use, and the trial."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from watchlint.facts.machine import inotify
from watchlint.facts.machine.descriptors import inotify_descriptors

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no inotify elsewhere")

GIB = 1 << 30


@pytest.mark.parametrize(
    "ram, watches",
    [
        (0, 8192),
        (GIB // 2, 8192),
        (GIB, 8192),
        (4 * GIB, 32711),
        (64 * GIB, 523377),
        (128 * GIB, 1046755),
        (256 * GIB, 1048576),
    ],
)
def test_the_kernels_default(ram, watches):
    assert inotify.kernel_default(ram) == watches


def test_elsewhere_the_trial_says_so(monkeypatch):
    monkeypatch.setattr(inotify, "LINUX", False)
    result = inotify.trial(["/"])
    assert (result.added, result.errno, result.fits) == (0, 0, False)
    assert "not Linux" in result.note


@linux
def test_limits_are_those_of_proc():
    with open("/proc/sys/fs/inotify/max_queued_events", encoding="ascii") as file:
        assert inotify.limits().queued_events == int(file.read())
    assert inotify.limits().watches > 0
    assert inotify.ram() > 0


@linux
def test_the_trial_counts_each_folder_once_and_says_what_it_could_not_watch(tmp_path):
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    (tmp_path / "link").symlink_to("a")
    paths = [str(tmp_path), *map(str, folders), str(folders[0]), str(tmp_path / "link"), str(tmp_path / "gone")]
    result = inotify.trial(paths)
    assert (result.added, result.missing, result.errno, result.failed_at) == (3, 1, 0, None)
    assert result.fits
    assert inotify_descriptors(os.getpid()) == []  # all given back


@linux
def test_groups_have_an_instance_each(tmp_path):
    (tmp_path / "a").mkdir()
    paths = [str(tmp_path), str(tmp_path / "a")]
    assert inotify.trial(paths, paths, instances=3).added == 4
    assert inotify.trial().fits


LIMITED = """
import sys
from watchlint.facts.machine import inotify
with open('/proc/sys/user/max_inotify_watches', 'w') as f: f.write(sys.argv[1])
with open('/proc/sys/user/max_inotify_instances', 'w') as f: f.write(sys.argv[2])
print(inotify.limits().watches, *inotify.trial(sys.argv[3:], instances=2))
"""


def limited(watches, instances, *paths):
    command = ["unshare", "-Ur", sys.executable, "-c", LIMITED, str(watches), str(instances), *paths]
    environ = {**os.environ, "PYTHONPATH": os.getcwd()}
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
    if "unshare" in done.stderr and done.returncode:
        pytest.skip("this machine gives no user namespace")
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@linux
def test_the_trial_stops_where_the_limit_is(tmp_path, request, monkeypatch):
    monkeypatch.chdir(request.config.rootpath)
    paths = []
    for index in range(6):
        (tmp_path / str(index)).mkdir()
        paths.append(str(tmp_path / str(index)))
    limit, added, failed_at, code, *_ = limited(4, 10, *paths)
    assert (limit, added, failed_at, int(code)) == ("4", "4", paths[4], errno.ENOSPC)
    for instances, expected in ((0, "0"), (1, "6")):
        _, added, failed_at, code, *_, note = limited(100, instances, *paths)
        assert (added, failed_at, int(code), note) == (expected, "None", errno.EMFILE, "user")


class Library:
    """A C library whose inotify gives so many instances and watches, and then fails so."""

    def __init__(self, watches, code, instances=9):
        def start(flags):
            self.instances -= 1
            return os.open(os.devnull, os.O_RDONLY) if self.instances >= 0 else -1

        class Add:
            def __call__(_, descriptor, path, mask):
                self.given += 1
                return self.given if self.given <= watches else -1

        self.instances, self.given = instances, 0
        self.inotify_init1, self.inotify_add_watch = start, Add()
        self.code = code


@pytest.mark.parametrize(
    ("watches", "instances", "code", "wanted"),
    [
        (9, 9, 0, (3, None, 0, 0, 0)), (1, 9, errno.ENOSPC, (1, "b", errno.ENOSPC, 0, 0)), (1, 9, errno.EACCES, (1, None, 0, 2, 0)),
        (1, 9, errno.ENOENT, (1, None, 0, 0, 2)), (9, 0, errno.EMFILE, (0, None, errno.EMFILE, 0, 0)), (9, 0, errno.ENFILE, (0, None, errno.ENFILE, 0, 0)),
    ],
)  # fmt: skip
def test_how_a_trial_ends(monkeypatch, watches, instances, code, wanted):
    import ctypes

    monkeypatch.setattr(inotify, "LINUX", True)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library(watches, code, instances))
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)
    found = inotify.trial(["a", "b", "c"])
    assert tuple(found)[:5] == wanted
    assert found.note == {
        errno.EMFILE: "no inotify instance left for this user",
        errno.ENFILE: os.strerror(errno.ENFILE),
    }.get(code if not instances else 0, "")


def test_where_there_is_no_inotify(monkeypatch):
    import ctypes

    monkeypatch.setattr(inotify, "LINUX", True)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert inotify.trial(["a"]).note == "this C library has no inotify"
    monkeypatch.setattr(inotify, "LINUX", False)
    assert inotify.trial(["a"]).note.startswith("not Linux")
