"""A file that a flag names: links of the repository lead it nowhere else."""

from __future__ import annotations

import glob
import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import PROJECT, needs_links
from watchlint.checking import output
from watchlint.errors import UsageError

WRITING = [
    ("check_all", "--output-file", []),
    ("check_all", "--baseline", ["--write-baseline"]),
    ("sysctl", "--write", []),
    ("watches", "--html", []),
]
"""A command, its flag that names a file to write, and what else it takes."""

INTO = [".git/config", ".git/hooks/pre-commit", "../outside", "folder/.git/config"]


@needs_links
@pytest.mark.parametrize("leads", INTO)
@pytest.mark.parametrize(("command", "flag", "more"), WRITING)
def test_no_link_is_followed_out_of_the_repository_or_into_git_s_folder(repository, run, command, flag, more, leads):
    tree = repository({"app.py": "import streamlit\n", "folder/x": ""})
    subprocess.run(["git", "init", "-q", "--template=", str(tree / "folder")], check=True)
    os.symlink(leads, tree / "report")
    os.symlink(os.path.dirname(leads), tree / "linked")
    tree.git("add", "report", "linked")
    before = (tree / ".git/config").read_bytes()
    for name in ("report", f"linked/{os.path.basename(leads)}"):
        done = run(command, flag, name, *more, cwd=tree)
        assert done.code == 2 and done.out == "", done
        assert done.err.count("\n") == 1 and "a symbolic link leads to " in done.err and "give that path" in done.err
    assert (tree / ".git/config").read_bytes() == before
    assert not (tree.path.parent / "outside").exists() and not (tree / ".git/hooks/pre-commit").exists()


@needs_links
def test_a_link_within_the_repository_and_one_of_nobody_s_repository_are_followed(repository, folder, run):
    tree = repository({"app.py": ""})
    os.symlink("real.json", tree / "link.json")
    outside = folder({})
    os.symlink("real.json", outside / "link.json")
    for place in (tree, outside):
        done = run("check_all", "--output-format", "json", "--output-file", str(place / "link.json"), cwd=tree)
        assert done.code == 0
        assert os.path.islink(place / "link.json") and json.loads((place / "real.json").read_text())["version"] == 1
    assert run("check_all", "--output-file", os.devnull, cwd=tree).code == 0
    assert run("check_all", "--output-file", "no/such/folder", cwd=tree).code == 2


def test_a_path_that_is_named_itself_is_taken(repository, monkeypatch):
    tree = repository({})
    monkeypatch.chdir(tree.path)
    assert output.target("--x", ".git/report") == os.path.realpath(tree / ".git/report")
    with pytest.raises(UsageError) if os.name != "nt" else pytest.raises(OSError):
        os.symlink(".git", tree / "l")
        output.target("--x", "l/report")


def older_python() -> str | None:
    """A Python before 3.10 that this machine has, and that knows `from __future__ import annotations`."""
    for name in ("python3.9", "python3.8", "python3.7"):
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            return found
    for found in sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.[7-9].*/bin/python"))):
        return found
    uv = shutil.which("uv") or os.path.join(os.path.dirname(sys.executable), "uv")
    done = subprocess.run([uv, "python", "find", "--offline", ">=3.7,<3.10"], capture_output=True, text=True)
    return done.stdout.strip() or None


STARTS = [["-m", "watchlint", "check"], ["-m", "hooks.check_all"], ["-m", "hooks.clean_caches"], ["-c", "import watchlint.cli.check"]]  # fmt: skip


@pytest.mark.parametrize("start", STARTS, ids=" ".join)
def test_an_older_python_is_told_what_to_write(start):
    """The real one, where there is one; the words of the refusal are read by it as they stand."""
    python = older_python()
    if python is None:
        pytest.skip("this machine has no Python before 3.10")
    done = subprocess.run([python, *start], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "`language_version: python3.10`" in done.stderr
