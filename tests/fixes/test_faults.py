"""`--fix` killed, and failed, at each system call by which it writes: no file is torn, and the next run ends as an untouched one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

SYSCALLS = "openat,write,fsync,link,linkat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,fchmod,fchown,fsetxattr"
FAULTS = ("signal=KILL", "signal=TERM", "error=ENOSPC", "error=EINTR")
MORE = (
    "signal=INT",
    "signal=HUP",
    "error=EIO",
    "error=EACCES",
    "error=EROFS",
    "error=EPERM",
    "error=EDQUOT",
)
NIGHTLY = os.environ.get("WATCHLINT_NIGHTLY") == "1"
FIGURES = os.environ.get("WATCHLINT_FIGURES")
BYTECODE = "a/__pycache__/m.cpython-311.pyc"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("strace"), reason="strace(1) is what makes a system call fail"
)


class Kind(NamedTuple):
    """A kind of fix: the hook that makes it, and the files before."""

    hook: str
    files: dict[str, str]
    link: tuple[str, str] | None = None


DOCKERFILE = "FROM python:3.12\nENV STREAMLIT_SERVER_FILEWATCHER_TYPE=none\n"
KINDS = {
    "a file is edited": Kind("check-launch-files", {"Dockerfile": DOCKERFILE}),
    "two files are edited": Kind("check-launch-files", {"Dockerfile": DOCKERFILE, "b/Dockerfile": DOCKERFILE}),
    "a file is edited through a link": Kind("check-launch-files", {"b/real": DOCKERFILE}, ("Dockerfile", "b/real")),
    "a file is made": Kind("check-inotify-tier", {"app.py": ""}),
    "a file is moved into a new folder": Kind("check-streamlit-config", {"app.py": "import streamlit\n",
        "streamlit/config.toml": "[server]\nrunOnSave = true\n", "requirements.txt": "streamlit==1.50.0\n"}),
    "a file leaves the index": Kind("check-compiled-files", {"a/m.py": "", BYTECODE: "x", ".gitignore": "*.log\n"}),
}  # fmt: skip


def make(repository, kind: Kind, name: str):
    tree = repository(kind.files, name=name)
    if kind.link:
        os.symlink(kind.link[1], tree / kind.link[0])
        tree.add().commit()
    return tree


def fix(kind: Kind, tree, *before: str) -> int:
    script = os.path.join(sysconfig.get_path("scripts"), kind.hook)
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run([*before, script, "--fix"], cwd=tree.path, env=environment, capture_output=True, timeout=60)
    assert b"Traceback" not in done.stderr and b"internal error" not in done.stderr, done.stderr
    return done.returncode


def writes(kind: Kind, tree, log: Path) -> list[tuple[str, int]]:
    """(system call, its number among those of its name) of each that writes below the tree."""
    assert fix(kind, tree, "strace", "-y", "-o", str(log), "-e", f"trace={SYSCALLS}") == 1
    counted: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\w+)\(", line)
        if match:
            counted[match[1]] += 1
            if str(tree) in line and not (match[1] == "openat" and "O_RDONLY" in line):
                found.append((match[1], counted[match[1]]))
    return found


def temporaries(tree) -> list[str]:
    return [path for path in tree.contents() if ".#" in path or path.endswith("~")]


@pytest.mark.parametrize(
    "fault", [*FAULTS, *(pytest.param(fault, marks=pytest.mark.nightly) for fault in MORE if NIGHTLY)]
)
@pytest.mark.parametrize("name", KINDS)
def test_at_each_write(repository, tmp_path, name, fault):
    kind = KINDS[name]
    fixed = make(repository, kind, "fixed")
    before = fixed.contents()
    points = writes(kind, fixed, tmp_path / "strace")
    after = fixed.contents()
    settled = fix(kind, fixed)  # a file that was moved is in the index under its old name until that is staged
    assert points and after != before or BYTECODE in before
    torn, left, left_after, wrong = [], [], [], []
    for number, (call, count) in enumerate(points):
        tree = make(repository, kind, f"try{number}")
        inject = ("strace", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={count}")
        fix(kind, tree, *inject)
        now = {path: data for path, data in tree.contents().items() if path not in temporaries(tree)}
        torn += [
            f"{call} {count}: {path}" for path, data in now.items() if data not in (before.get(path), after.get(path))
        ]
        torn += [f"{call} {count}: {path} is gone" for path in before.keys() & after.keys() if path not in now]
        torn += [f"{call} {count}: nothing is left of {path}" for path, data in before.items() if data not in now.values()
                 and path not in after and after.keys().isdisjoint(now)]  # fmt: skip
        left += temporaries(tree)
        fix(kind, tree)
        left_after += temporaries(tree)
        if fix(kind, tree) != settled:
            wrong.append(f"{call} {count}")
        shutil.rmtree(tree.path)
    if FIGURES:
        row = {"fault": fault, "kind": name, "tried": len(points), "torn": len(torn), "left": len(left)}
        with open(FIGURES, "a", encoding="utf-8") as file:
            file.write(json.dumps({**row, "left_after": len(left_after)}) + "\n")
    assert torn == [] and left_after == [] and wrong == []
    # Killed right before the rename, the new file has a name beside the old one: the next run takes it away.
    assert len(left) <= (sum(call.startswith("rename") for call, _ in points) if fault == "signal=KILL" else 0), left


@pytest.mark.parametrize("count", [2, pytest.param(50, marks=pytest.mark.nightly) if NIGHTLY else 8])
@pytest.mark.parametrize("name", KINDS)
def test_many_at_once(repository, name, count):
    kind = KINDS[name]
    fixed = make(repository, kind, "fixed")
    fix(kind, fixed)
    tree = make(repository, kind, "many")
    script = os.path.join(sysconfig.get_path("scripts"), kind.hook)
    running = [
        subprocess.Popen([script, "--fix"], cwd=tree.path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(count)
    ]
    for process in running:
        out, _ = process.communicate(timeout=300)
        assert process.returncode in (0, 1, 2) and b"Traceback" not in out, out
    fix(kind, tree)
    assert tree.contents() == fixed.contents() and tree.git("ls-files", "--stage") == fixed.git("ls-files", "--stage")
    assert not (tree / ".git/index.lock").exists()


RUBBISH = ["", "\\0\\0\\0", "x", "a\\0b\\0c", "\\377\\376 \\t\\n", "100644 0000 0\\tf\\0", "fatal: no"]


@pytest.mark.parametrize("call", ["rev-parse", "ls-files", "check-ignore", "config", "update-index"])
def test_a_git_that_prints_rubbish(repository, tmp_path, monkeypatch, call):
    """One line for the user, whatever a call of git answers; no file but the one to fix is touched."""
    kind = KINDS["a file leaves the index"]
    real = shutil.which("git")
    for number, rubbish in enumerate(RUBBISH):
        for code in (0, 1, 3):
            tree = make(repository, kind, f"r{number}-{code}")
            folder = tmp_path / f"bin{number}-{code}"
            folder.mkdir()
            (folder / "git").write_text(
                f'#!/bin/sh\nfor word in "$@"; do [ "$word" = {call} ] && printf \'{rubbish}\' && exit {code}; done\n'
                f'exec {real} "$@"\n'
            )
            (folder / "git").chmod(0o755)
            with monkeypatch.context() as patched:
                patched.setenv("PATH", str(folder), prepend=os.pathsep)
                assert fix(kind, tree) in (0, 1, 2)
            now = tree.contents()
            assert {**now, ".gitignore": b""} == {**{p: d.encode() for p, d in kind.files.items()}, ".gitignore": b""}


def test_a_disk_that_is_full(repository, tmp_path):
    """A small file system in a mount namespace of its own: the old bytes stay, and nothing lies beside them."""
    script = f"""
mount -t tmpfs -o size=400k none "$1" && cd "$1" && cp -r "$2/." . && {{ cat /dev/zero > filler; rm -rf x; }} 2>/dev/null
"{sysconfig.get_path("scripts")}/check-launch-files" --fix; code=$?
ls -A; cat Dockerfile; exit $code
"""
    tree = repository({"Dockerfile": DOCKERFILE})
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", str(mounted), str(tree)], capture_output=True, text=True
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no mount namespaces here: " + done.stderr.strip())
    assert done.returncode == 1 and "no space left on device" in done.stdout, done.stdout + done.stderr
    assert DOCKERFILE in done.stdout and ".#" not in done.stdout


def test_a_disk_that_is_read_only(repository):
    script = f'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" && "{sysconfig.get_path("scripts")}/check-launch-files" --fix'
    tree = repository({"Dockerfile": DOCKERFILE})
    done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", str(tree)], capture_output=True, text=True)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no mount namespaces here: " + done.stderr.strip())
    assert done.returncode == 1 and "is read-only" in done.stdout, done.stdout + done.stderr
    assert tree.status == ""
