"""What `--fix` says last: the exact next command, tried as it stands."""

from __future__ import annotations

import os
import subprocess

import pytest

FILES = {"m.py": "import m\n", "a b/n.py": "import n\n", ".gitignore": "*.log\n"}


def last_line(shown) -> str:
    return shown.out.splitlines()[-1]


def test_the_command_commits_what_was_fixed(repository, run):
    tree = repository(FILES)
    command = last_line(run("check_gitignore", "--fix", cwd=tree))
    assert command == "git add -- .gitignore && git commit"
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree.path, check=True)
    assert tree.status == ""


def test_names_are_quoted(repository, run):
    tree = repository(
        {".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n", "a b/.gitignore": "!*.pyc\n", "a b/m.py": "import m\n"}
    )
    command = last_line(run("check_gitignore", "--fix", cwd=tree))
    assert command == "git add -- 'a b/.gitignore' && git commit"
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree.path, check=True)
    assert tree.status == ""


def test_another_root_is_named(repository, run):
    tree = repository(FILES)
    command = last_line(run("check_gitignore", "--fix", str(tree), cwd=tree.path.parent))
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree.path.parent, check=True)
    assert tree.status == ""


def test_what_was_untracked_needs_a_commit_only(repository, run):
    tree = repository({"m.py": "", "__pycache__/m.cpython-311.pyc": "", ".gitignore": "__pycache__/\n"})
    assert last_line(run("check_compiled_files", "--fix", cwd=tree)) == "git commit"


def test_nothing_is_said_where_nothing_changed_or_git_is_not(repository, folder, run):
    assert "git" not in run("check_all", "--fix", cwd=repository({"m.txt": ""})).out
    assert "git add" not in run("check_gitignore", "--fix", cwd=folder({"m.py": "import m\n"})).out


def test_from_below_the_top_the_command_still_holds(repository, run):
    """ROOT by default is the top, whose paths a shell in a folder below does not see."""
    tree = repository({**FILES, "sub/m.py": "import m\n"})
    command = last_line(run("check_gitignore", "--fix", cwd=tree / "sub"))
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree / "sub", check=True)
    assert tree.status == ""


TEMPORARY = [
    (["a/__pycache__/m.cpython-311.pyc", "n.pyc"], "git rm -r --cached --quiet -- a/__pycache__ n.pyc"),
    # a/b.pyc has no source and is never touched: so its folder is not named as a whole
    (["a/m.pyc", "a/b.pyc"], "git rm -r --cached --quiet -- a/m.pyc"),
    (["__pycache__/m.cpython-311.pyc", "__pycache__/b.cpython-311.pyc"], "git rm -r --cached --quiet -- __pycache__"),
    (["x*.pyc"], "git --literal-pathspecs rm -r --cached --quiet -- 'x*.pyc'"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "command"), TEMPORARY)
def test_in_a_temporary_index_the_command_is_printed(repository, run, monkeypatch, files, command):
    if os.name == "nt" and "*" in "".join(files):
        pytest.skip("Windows has no such names")
    tree = repository(
        {
            **dict.fromkeys(
                [*files, "m.py", "a/m.py", "n.py", *(["x*.py", "xy.txt"] if "x*.pyc" in files else [])], ""
            ),
            ".gitignore": "__pycache__/\n*.pyc\n",
        }
    )
    temporary = tree / ".git" / "index.lock"
    temporary.write_bytes((tree / ".git" / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(temporary))
    shown = run("check_compiled_files", "--fix", cwd=tree)
    assert shown.code == 1 and "temporary index" in shown.out
    monkeypatch.delenv("GIT_INDEX_FILE")
    temporary.unlink()
    assert shown.out.splitlines()[-2:] == [command, "then repeat your commit"]
    subprocess.run(f"{command} && git commit -q -m x", shell=True, cwd=tree.path, check=True)
    assert "compiled-bytecode-tracked" not in run("check_compiled_files").out
    assert all((tree / name).exists() for name in files)
