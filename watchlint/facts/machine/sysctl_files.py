"""The files that set sysctl values at boot, in the order systemd reads them.

Source: sysctl.d(5) and systemd's src/sysctl/sysctl.c: files of /etc, /run, /usr/local/lib and /usr/lib sysctl.d,
sorted by file name whatever their folder; of two with one name the earlier folder's is read; the last value wins, but a
key written out wins over one that a glob matches; `-key` keeps globs off that key. /etc/sysctl.conf is read by
`sysctl -p` and, last, by `sysctl --system` of procps, not by systemd unless a link in /etc/sysctl.d points to it.
"""

from __future__ import annotations

import fnmatch
import os

from watchlint.facts.regular import Unreadable, read_regular
from watchlint.records import Record

FOLDERS = ("etc/sysctl.d", "run/sysctl.d", "usr/local/lib/sysctl.d", "usr/lib/sysctl.d", "lib/sysctl.d")
KEYS = ("fs.inotify.max_user_watches", "fs.inotify.max_user_instances", "fs.inotify.max_queued_events")


class Setting(Record):
    """A value that a file gives: the key with dots, the number, the file, its line, and whether systemd reads the file at
    boot (False for an /etc/sysctl.conf that nothing links to)."""

    key: str
    value: int
    path: str
    line: int
    at_boot: bool


def settings(root: str = "/") -> list[Setting]:
    """Every value that KEYS are given, in the order of reading: for each key the last one `at_boot` wins.
    Files that cannot be read are left out."""
    files = _files(root)
    found: list[Setting] = []
    globs: list[tuple[int, str, int, str]] = []
    excluded: set[str] = set()
    for path in files:
        for line, key, value in _assignments(path):
            if value is None:
                excluded.add(key)
            elif key in KEYS:
                found.append(Setting(key, value, path, line, True))
            elif any(sign in key for sign in "*?["):
                globs.append((line, key, value, path))
    for key in KEYS:
        if key in excluded or any(setting.key == key for setting in found):
            continue
        found.extend(
            Setting(key, value, path, line, True) for line, glob, value, path in globs if fnmatch.fnmatchcase(key, glob)
        )
    conf = os.path.join(root, "etc/sysctl.conf")
    if os.path.realpath(conf) not in map(os.path.realpath, files):
        found.extend(
            Setting(key, value, conf, line, False)
            for line, key, value in _assignments(conf)
            if key in KEYS and value is not None
        )
    return found


def _files(root: str) -> list[str]:
    """The files in the order they are read; one that is empty or a link to /dev/null hides its namesakes."""
    by_name: dict[str, str] = {}
    for folder in FOLDERS:
        folder = os.path.join(root, folder)
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if name.endswith(".conf"):
                by_name.setdefault(name, os.path.join(folder, name))
    return [by_name[name] for name in sorted(by_name)]


def _assignments(path: str) -> list[tuple[int, str, int | None]]:
    """(line, key with dots, number) of a sysctl file; None as the number for an exclusion (`-key`)."""
    try:
        lines = (read_regular(path) or b"")[: 1 << 20].decode("utf-8", "replace").splitlines()
    except Unreadable:
        return []
    found: list[tuple[int, str, int | None]] = []
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line[0] in "#;":
            continue
        key, equals, value = line.partition("=")
        key = key.strip()
        ignores_errors = key.startswith("-")
        key = _dotted(key.lstrip("-").strip())
        if not equals:
            if ignores_errors:
                found.append((number, key, None))
            continue
        try:
            found.append((number, key, int(value.strip(), 0)))
        except ValueError:
            continue  # a list, or a value the kernel will refuse
    return found


def _dotted(key: str) -> str:
    """fs/inotify/x and fs.inotify.x are one key; the first separator tells which form it is."""
    slash, dot = key.find("/"), key.find(".")
    return key.replace("/", ".") if slash >= 0 and (dot < 0 or slash < dot) else key
