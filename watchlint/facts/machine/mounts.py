"""Where a folder lies: its file system, whether inotify hears of changes there, and what kind of machine this is.

Sources: proc_pid_mountinfo(5); inotify(7), "Limitations": no remote events from network file systems; WSL issue
microsoft/WSL#4739 for 9p and drvfs; Docker Desktop's issues (for-win#8479, for-mac#6350) for its shares.
"""

from __future__ import annotations

import os
import sys

from watchlint.facts.paths import within
from watchlint.records import Record


class Mount(Record):
    """A mounted file system: where, its type, what is mounted, its options."""

    point: str
    type: str
    source: str
    options: str


_REMOTE = "changes made on another machine are never reported"
_SHARED = "changes made on the host's side are often not reported"
_VIRTUAL = "the kernel makes its files up: watches are accepted and no event ever comes"

BLIND = {
    "9p": "it is a share of the host (WSL's /mnt/c, a virtual machine): changes are often not reported, whoever makes them",
    "drvfs": "it is a Windows drive under WSL: changes are not reported",
    "nfs": _REMOTE, "nfs4": _REMOTE, "cifs": _REMOTE, "smb3": _REMOTE, "smbfs": _REMOTE, "afs": _REMOTE, "ceph": _REMOTE,
    "lustre": _REMOTE, "gpfs": _REMOTE, "beegfs": _REMOTE, "glusterfs": _REMOTE, "ncpfs": _REMOTE, "coda": _REMOTE,
    "virtiofs": _SHARED, "vboxsf": _SHARED, "prl_fs": _SHARED, "vmhgfs": _SHARED, "osxfs": _SHARED, "fakeowner": _SHARED,
    "proc": _VIRTUAL, "sysfs": _VIRTUAL, "devpts": _VIRTUAL, "cgroup2": _VIRTUAL,
}  # fmt: skip
"""File system type -> why inotify does not hear everything there. FUSE is told apart in `blind`."""

_LOCAL_FUSE = frozenset(
    ("fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.bindfs", "fuse.ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuseblk")
)


def mounts(path: str = "/proc/self/mountinfo") -> list[Mount]:
    """All mounts this process sees, in the order they were made; [] where there is no such file. Never raises."""
    try:
        with open(path, "rb") as file:
            lines = file.read().split(b"\n")
    except OSError:
        return []
    found = []
    for line in lines:
        head, dash, tail = line.partition(b" - ")
        fields, rest = head.split(b" "), tail.split(b" ")
        if dash and len(fields) >= 6 and len(rest) >= 3:
            found.append(
                Mount(_text(fields[4]), _text(rest[0]), _text(rest[1]), _text(fields[5]) + "," + _text(rest[2]))
            )
    return found


def mount_of(path: str, known: list[Mount] | None = None) -> Mount | None:
    """The mount a path lies on: the longest mount point above it, the last one where several are stacked."""
    path = os.path.realpath(path)
    best = None
    for mount in mounts() if known is None else known:
        if within(path, mount.point) and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def mounts_below(path: str, known: list[Mount] | None = None) -> list[Mount]:
    """Mounts inside a folder, itself not counted."""
    path = os.path.realpath(path)
    return [
        mount for mount in (mounts() if known is None else known) if mount.point != path and within(mount.point, path)
    ]


def blind(mount: Mount) -> str:
    """Why inotify does not hear everything on this mount, '' where it does."""
    if mount.type in BLIND:
        return BLIND[mount.type]
    if mount.type.startswith("fuse.") and mount.type not in _LOCAL_FUSE:
        return "it is served by a program (FUSE): changes made behind it are not reported"
    return ""


def wsl(release: str | None = None) -> int:
    """1 or 2 for the Windows Subsystem for Linux, else 0, by the kernel's release."""
    if release is None:
        release = os.uname().release if hasattr(os, "uname") else ""
    if "microsoft" not in release.lower():
        return 0
    return 2 if "wsl2" in release.lower() or "microsoft-standard" in release.lower() else 1


def docker_desktop(release: str | None = None) -> bool:
    """Whether the kernel is the one of Docker Desktop's virtual machine, where bind mounts come from the host."""
    if release is None:
        release = os.uname().release if hasattr(os, "uname") else ""
    return "linuxkit" in release


def container(root: str = "/") -> str:
    """What kind of container this is ('docker', 'podman', 'kubernetes', 'lxc', 'container'), '' where none is seen."""
    if not sys.platform.startswith("linux"):
        return ""
    if root == "/" and "KUBERNETES_SERVICE_HOST" in os.environ:
        return "kubernetes"
    if os.path.exists(os.path.join(root, ".dockerenv")):
        return "docker"
    if os.path.exists(os.path.join(root, "run/.containerenv")):
        return "podman"
    for name in ("run/systemd/container", "proc/1/environ"):
        try:
            with open(os.path.join(root, name), "rb") as file:
                text = file.read(1 << 16)
        except OSError:
            continue
        if name.startswith("run/"):
            return text.strip().decode("ascii", "replace") or "container"
        for variable in text.split(b"\0"):
            if variable.startswith(b"container=") and len(variable) > 10:
                return variable[10:].decode("ascii", "replace")
    try:
        with open(os.path.join(root, "proc/1/cgroup"), "rb") as file:
            groups = file.read(1 << 16)
    except OSError:
        return ""
    for word, kind in ((b"kubepods", "kubernetes"), (b"docker", "docker"), (b"libpod", "podman"), (b"lxc", "lxc")):
        if b"/" + word in groups:
            return kind
    return ""


def _text(field: bytes) -> str:
    """A field with its octal escapes (\\040 for a space) undone."""
    if b"\\" in field:
        for code in (b"040", b"011", b"012", b"134"):
            field = field.replace(b"\\" + code, bytes([int(code, 8)]))
    return os.fsdecode(field)
