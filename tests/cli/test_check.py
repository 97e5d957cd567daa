"""check-all: every hook over one set of facts, one report."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from watchlint.facts.repository import git
from watchlint.rules.catalogue import HOOKS

BROKEN = {
    "app.py": "import streamlit\n",
    "pkg/m.py": "import m\n",
    "pkg/__pycache__/m.cpython-311.pyc": "",
    ".gitignore": "*.log\n",
}


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": "hello\n"},
        {"index.js": "", "package.json": "{}"},
        {"main.rs": "", ".gitignore": "target/\n"},
        {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"},
    ],
    ids=["empty", "a readme", "javascript", "rust", "clean python"],
)
def test_a_subject_that_is_absent_says_nothing(repository, run, files):
    shown = run("check_all", "--quiet", cwd=repository(files))
    assert shown == (0, "", "")


def test_each_fault_is_named_shown_and_mended(repository, run):
    tree = repository(BROKEN)
    shown = run("check_all", cwd=tree)
    assert shown.code == 1
    for rule in ("gitignore-misses-bytecode", "compiled-bytecode-tracked"):
        assert f" error {rule}: " in shown.out
    diff = run("check_all", "--diff")
    assert diff.code == 1 and tree.status == ""

    fixed = run("check_all", "--fix")
    assert fixed.code == 1
    drawn = {line.removeprefix("+++ b/") for line in diff.out.splitlines() if line.startswith("+++ b/")}
    drawn |= {line.split(" ")[1] for line in diff.out.splitlines() if line.startswith("untrack ")}
    assert {line[3:] for line in tree.status.splitlines()} == drawn
    assert run("check_all").code == 0

    command = fixed.out.splitlines()[-1]
    assert command.startswith("git add -- ") and command.endswith(" && git commit")
    subprocess.run(command + " --quiet -m mended", shell=True, cwd=str(tree), check=True)
    assert tree.status == ""
    assert run("check_all", "--quiet") == (0, "", "")


def test_every_hook_shares_one_set_of_facts(repository, run, monkeypatch):
    tree = repository({"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"})
    started = []
    original = git.Git.start
    monkeypatch.setattr(git.Git, "start", lambda self, *a, **k: started.append(a[:3]) or original(self, *a, **k))
    assert run("check_all", cwd=tree).code == 0
    assert len(started) == len(set(started)), "git is asked each question once"
    assert len(started) <= 4


def test_rule_names_are_unique_and_belong_to_their_hook():
    rules = [rule for hook in HOOKS for rule in hook.rules]
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.hook == hook.name for hook in HOOKS for rule in hook.rules)
    assert all(
        rule.severity in ("error", "warning", "info") and rule.fix in ("safe", "unsafe", "none") for rule in rules
    )
    assert all(
        value or value == {}
        for rule in rules
        for name, value in rule._asdict().items()
        if name not in ("about", "page")
    )


def test_the_module_is_the_command(repository):
    tree = repository(BROKEN)
    done = subprocess.run([sys.executable, "-m", "hooks.check_all"], cwd=str(tree), capture_output=True, text=True)
    assert done.returncode == 1 and "gitignore-misses-bytecode" in done.stdout and done.stderr == ""


@pytest.mark.parametrize("name", ["check-all", "check-gitignore", "check-compiled-files", "check-inotify-tier"])
def test_the_console_scripts(repository, script, name):
    tree = repository(BROKEN)
    shown = script(name, cwd=tree)
    assert shown.code == 1 and shown.err == ""
    assert script(name, "--fix", cwd=tree).code == 1
    assert script(name, cwd=tree).code == 0


def test_watchlint_check_is_check_all(repository, script):
    tree = repository(BROKEN)
    assert script("watchlint", "check", cwd=tree) == script("check-all", cwd=tree)


# Work trees of every kind


def test_from_a_folder_below_the_top_is_checked(repository, run):
    tree = repository(BROKEN)
    assert run("check_all", cwd=tree / "pkg").out == run("check_all", cwd=tree).out


def test_in_a_linked_worktree(repository, run, tmp_path):
    tree = repository(BROKEN)
    tree.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    said = [run("check_all", "--output-format", "json", cwd=place).out for place in (tmp_path / "linked", tree)]
    rules = [[(found["rule"], found["path"]) for found in json.loads(text)["findings"]] for text in said]
    assert rules[0] == rules[1] != []
    assert run("check_all", "--fix", cwd=tmp_path / "linked").code == 1
    assert run("check_all", cwd=tmp_path / "linked").code == 0
    assert tree.status == "", "the other work tree is left alone"


def test_nested_repositories_are_their_own(repository, run):
    tree = repository({"m.txt": ""})
    repository(BROKEN, name="repo/nested")
    assert run("check_all", "--quiet", cwd=tree) == (0, "", "")
    assert run("check_all", cwd=tree / "nested").code == 1


def test_before_the_first_commit_and_with_nothing_staged(repository, run):
    tree = repository(BROKEN, commit=False)
    shown = run("check_all", cwd=tree)
    assert shown.code == 1 and "gitignore-misses-bytecode" in shown.out and "compiled" not in shown.out


def test_a_folder_replaced_by_a_link(repository, run, tmp_path):
    if sys.platform == "win32":
        pytest.skip("making a symbolic link needs a privilege on Windows")
    (tmp_path / "outside").mkdir()
    tree = repository({"pkg/m.py": "import m\n", "m.py": "import m\n"})
    (tree / "pkg" / "m.py").unlink()
    (tree / "pkg").rmdir()
    (tree / "pkg").symlink_to(tmp_path / "outside")
    assert run("check_all", "--fix", cwd=tree).code == 1
    assert list((tmp_path / "outside").iterdir()) == []
    assert run("check_all").code == 0


def test_a_loop_of_links(repository, run):
    if sys.platform == "win32":
        pytest.skip("making a symbolic link needs a privilege on Windows")
    tree = repository({"m.py": ""}, commit=False)
    for name in (".gitignore", "pyproject.toml", "requirements.txt", "loop.py"):
        (tree / name).symlink_to(name)
    shown = run("check_all", cwd=tree)
    assert shown.code == 2 and "Traceback" not in shown.err
