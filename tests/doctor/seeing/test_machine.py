"""The machine as the doctor sees it."""

from __future__ import annotations

import os
import sys

import pytest

from watchlint.doctor.seeing import machine

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def test_limits_are_those_of_this_kernel():
    found = machine.limits()
    with open("/proc/sys/fs/inotify/max_user_watches") as file:
        assert found["machine"]["watches"] == int(file.read()) >= found["watches"]
    assert found["memory"] > 2**20 and found["kernel_default"] >= 8192
    assert found["open_files"][0] <= found["open_files"][1] or found["open_files"][1] == -1
    assert found["writable"]["machine"] is os.access("/proc/sys/fs/inotify/max_user_watches", os.W_OK)


@pytest.mark.parametrize(
    ("release", "wanted"),
    [("6.1.0-17-amd64", (6, 1)), ("5.4", (5, 4)), ("5.15-rc1", (5, 15)), ("odd", (6, 0)), ("5.x", (6, 0))],
)
def test_a_kernel_before_5_11_chose_8192(monkeypatch, release, wanted):
    uname = os.uname_result(("Linux", "x", release, "x", "x86_64"))
    monkeypatch.setattr(os, "uname", lambda: uname)
    assert machine._kernel() == wanted
    assert (machine.limits()["kernel_default"] == 8192) is (wanted < (5, 11))
    assert machine.system()["release"] == release


@pytest.mark.parametrize(("group", "wanted"), [("sudo", True), ("wheel", True), ("admin", True), ("users", False)])
def test_who_may_become_root(monkeypatch, group, wanted):
    import grp

    def named(name):
        if name != group:
            raise KeyError(name)
        return grp.struct_group((name, "x", 4242, []))

    monkeypatch.setattr(grp, "getgrnam", named)
    monkeypatch.setattr(os, "getgroups", lambda: [4242])
    assert machine.system()["sudo"] is wanted


def test_who_that_is_is_not_known_without_groups(monkeypatch):
    def none():
        raise OSError

    monkeypatch.setattr(os, "getgroups", none)
    assert machine.system()["sudo"] is False


def test_a_limit_that_is_not_there_is_not_known():
    assert machine._number("fs/inotify/no_such_limit") is None
