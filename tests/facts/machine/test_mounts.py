from __future__ import annotations

import sys

import pytest

from watchlint.facts.machine import mounts
from watchlint.facts.machine.mounts import Mount

INFO = rb"""22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:20 / /proc rw,nosuid - proc proc rw
40 22 0:40 / /mnt/my\040share rw - nfs4 host:/x rw,vers=4.2
41 22 0:41 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs
42 22 0:42 / /srv rw - ext4 /dev/vdb rw
43 42 0:43 / /srv rw - fuse.sshfs me@host: rw
broken line
44 22 0:44 /
"""


@pytest.fixture
def known(tmp_path):
    path = tmp_path / "mountinfo"
    path.write_bytes(INFO)
    return mounts.mounts(str(path))


def test_broken_lines_are_passed_over(known):
    assert [mount.point for mount in known] == ["/", "/proc", "/mnt/my share", "/mnt/c", "/srv", "/srv"]
    assert known[3].source == "C:\\"


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/", "ext4"),
        ("/mnt", "ext4"),
        ("/mnt/cc", "ext4"),
        ("/mnt/c", "9p"),
        ("/mnt/c/x/y", "9p"),
        ("/srv/x", "fuse.sshfs"),
        ("/mnt/my share/x", "nfs4"),
    ],
)
def test_the_longest_and_last_mount_above_is_the_one(known, path, kind):
    assert mounts.mount_of(path, known).type == kind


def test_mounts_below(known):
    assert [mount.type for mount in mounts.mounts_below("/mnt", known)] == ["nfs4", "9p"]
    assert mounts.mounts_below("/mnt/c", known) == []


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "overlay", "tmpfs", "zfs", "f2fs", "fuseblk", "fuse.mergerfs"]
)
def test_local_file_systems_report_events(kind):
    assert mounts.blind(Mount("/", kind, "x", "rw")) == ""


@pytest.mark.parametrize(
    "kind",
    "9p drvfs nfs nfs4 cifs smb3 fuse.sshfs fuse.grpcfuse fuse.rclone virtiofs vboxsf prl_fs lustre afs fakeowner proc".split(),
)
def test_others_are_said_to_be_blind(kind):
    assert mounts.blind(Mount("/", kind, "x", "rw"))


@pytest.mark.parametrize(
    "release, version",
    [
        ("6.1.0-18-amd64", 0),
        ("5.15.167.4-microsoft-standard-WSL2", 2),
        ("4.4.0-19041-Microsoft", 1),
        ("6.6.12-linuxkit", 0),
        ("", 0),
    ],
)
def test_wsl_is_known_by_the_kernel(release, version):
    assert mounts.wsl(release) == version


def test_docker_desktop_is_known_by_the_kernel():
    assert (mounts.docker_desktop("6.6.12-linuxkit"), mounts.docker_desktop("6.6.12-generic")) == (True, False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such files")
@pytest.mark.parametrize(
    "name, content, kind",
    [
        (".dockerenv", b"", "docker"),
        ("run/.containerenv", b"", "podman"),
        ("run/systemd/container", b"lxc\n", "lxc"),
        ("proc/1/environ", b"HOME=/\0container=oci\0", "oci"),
        ("proc/1/cgroup", b"0::/kubepods/besteffort/x\n", "kubernetes"),
        ("proc/1/cgroup", b"0::/init.scope\n", ""),
        ("proc/1/environ", b"mycontainer=x\0container=\0", ""),
    ],
)
def test_containers(tmp_path, name, content, kind):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert mounts.container(str(tmp_path)) == kind


def test_no_mountinfo_is_no_mount(tmp_path):
    assert mounts.mounts(str(tmp_path / "nothing")) == []
    assert mounts.mount_of("/", []) is None
