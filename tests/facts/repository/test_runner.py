"""What the runner that called us tells: the kind of commit, what is pushed, for which project."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from watchlint.facts.repository import runner

PROJECT = Path(__file__).resolve().parents[3]

KINDS = [
    ({}, ""),
    ({"GIT_INDEX_FILE": ".git/index"}, "whole"),
    ({"GIT_INDEX_FILE": "/r/.git/worktrees/w/index"}, "whole"),
    ({"GIT_INDEX_FILE": "/r/.git/index.lock"}, "all"),
    ({"GIT_INDEX_FILE": "/r/.git/next-index-2719.lock"}, "paths"),
    ({"GIT_INDEX_FILE": ".git/index", "GIT_REFLOG_ACTION": "merge side"}, "merge"),
    ({"GIT_INDEX_FILE": ".git/index", "GIT_REFLOG_ACTION": "pull"}, "merge"),
    ({"GIT_INDEX_FILE": ".git/index", "GIT_REFLOG_ACTION": "commit (amend)"}, "whole"),
]


@pytest.mark.parametrize(("variables", "kind"), KINDS)
def test_commit(monkeypatch, variables, kind):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert runner.commit() == kind


PUSHED = [
    ({}, None),
    # `pre-commit run --from-ref A --to-ref B`: no push
    ({"PRE_COMMIT_FROM_REF": "a", "PRE_COMMIT_TO_REF": "b"}, None),
    ({"PRE_COMMIT_REMOTE_NAME": "o", "PRE_COMMIT_TO_REF": "b", "PRE_COMMIT_LOCAL_BRANCH": "HEAD"}, "b"),
    # the first push of a root commit: pre-commit names no commits
    ({"PRE_COMMIT_REMOTE_NAME": "o", "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/x"}, "refs/heads/x"),
]


@pytest.mark.parametrize(("variables", "revision"), PUSHED)
def test_pushed(monkeypatch, variables, revision):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert runner.pushed() is None, "no runner"
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert runner.pushed() == revision


@pytest.mark.parametrize(("kind", "is_one"), [("0", True), ("1", False), (None, False)])
def test_the_checkout_of_a_file(monkeypatch, kind, is_one):
    monkeypatch.setenv("PRE_COMMIT", "1")
    if kind:
        monkeypatch.setenv("PRE_COMMIT_CHECKOUT_TYPE", kind)
    assert runner.is_file_checkout() is is_one


CONFIGURATIONS = [
    (["pre-commit", "run"], "", None),
    (["pre-commit", "run", "-c", "services/web/.pre-commit-config.yaml"], "", "services/web"),
    (["pre-commit", "run", "--config=services/web/.pre-commit-config.yaml"], "", "services/web"),
    (["prek", "run", "-cservices/web/.pre-commit-config.yaml"], "", "services/web"),
    (["prek", "run", "-c", "web/.pre-commit-config.yaml"], "services", "services/web"),
    (
        ["python", "-mpre_commit", "hook-impl", "--config=services/web/.pre-commit-config.yaml"],
        "services",
        "services/web",
    ),
    # no project: kept in a folder of settings, under another name, not there, outside
    (["pre-commit", "run", "-c", ".config/.pre-commit-config.yaml"], "", None),
    (["pre-commit", "run", "-c", "services/web/other.yaml"], "", None),
    (["pre-commit", "run", "-c", "gone/.pre-commit-config.yaml"], "", None),
    (["pre-commit", "run", "-c", "../.pre-commit-config.yaml"], "", None),
    (["pre-commit", "run", "-c", ".pre-commit-config.yaml"], "", None),
    # the words of a program that is no runner
    (["sh", "-c", "services/web/.pre-commit-config.yaml"], "", None),
]


@pytest.mark.parametrize(("words", "shell", "expected"), CONFIGURATIONS)
def test_the_project_of_a_configuration(folder, monkeypatch, words, shell, expected):
    config = ".pre-commit-config.yaml"
    tree = folder({f"{place}{config}": "" for place in ("", "services/web/", ".config/")})
    tree.write({"services/web/other.yaml": ""})
    monkeypatch.chdir(tree.path)
    monkeypatch.setenv("PWD", str(tree / shell))
    above = [runner.Process(3, None, ["console-script"]), runner.Process(2, None, words)]
    outer = runner.Process(1, None, ["pre-commit", "run", "-c", f"{tree}/services/web/{config}"])
    monkeypatch.setattr(runner, "processes", lambda: iter([*above, outer] if words[0] != "sh" else above))
    assert runner.project(str(tree)) is None, "no runner"
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert runner.project(str(tree)) == (expected and str(tree / expected))


def test_in_prek_s_workspace_the_project_is_the_current_folder(folder, monkeypatch):
    tree = folder({"services/web/a": ""})
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.chdir(tree / "services/web")
    assert runner.project(str(tree)) == str(tree / "services/web")
    assert runner.project(str(tree / "services/web/..")) == str(tree / "services/web")


def test_the_processes_above_us():
    code = "from watchlint.facts.repository import runner; print(*((p.pid, p.started) for p in runner.processes()))"
    shell = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"],
        stdout=subprocess.PIPE, cwd=PROJECT, text=True,
    )  # fmt: skip
    out, _ = shell.communicate()
    assert f"({shell.pid}, " in out
    if os.path.exists("/proc/stat"):
        assert f"({os.getpid()}, " in out
        assert all(0 < p.started <= time.time() + 1 for p in runner.processes() if p.started)


@pytest.mark.skipif(not os.path.exists("/proc/self/cwd"), reason="only /proc tells where another process stands")
def test_where_the_shell_stands(folder, monkeypatch):
    tree = folder({"shell/a": "", "git/a": ""})
    started = [subprocess.Popen(["sleep", "60"], cwd=tree / name) for name in ("git", "git", "shell", "git")]
    git, run, shell, other = (process.pid for process in started)

    def where(*chain):
        above = [runner.Process(pid, None, words.split()) for pid, words in chain]
        monkeypatch.setattr(runner, "processes", lambda: iter(above))
        return runner.shell_folder(str(tree))

    try:
        commit = [(run, "python -mpre_commit hook-impl"), (git, "git commit"), (shell, "bash"), (other, "xterm")]
        assert where(*commit[:1], *commit[2:]) == str(tree / "shell"), "pre-commit run"
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
        assert where(*commit) == str(tree / "shell")
        assert where(commit[0], (other, "sh .husky/pre-commit"), *commit[1:]) == str(tree / "shell")
        assert where(commit[0]) is None, "no git to be seen"
        monkeypatch.setenv("GIT_PREFIX", "sub/")
        assert where(commit[0]) == str(tree / "sub")
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_where_there_is_no_proc_the_one_that_called_us_is_asked(monkeypatch):
    monkeypatch.setattr(runner, "_booted", lambda: None)
    monkeypatch.setattr(runner, "_asked", lambda pid: ["pre-commit", "run"])
    (only,) = runner.processes()
    assert (only.pid, only.started, only.command) == (os.getppid(), None, ["pre-commit", "run"])


def test_what_ps_says_of_a_process(monkeypatch):
    def said(command, **_):
        assert command[-1] == "7"
        return subprocess.CompletedProcess(command, 0, b"python -m pre_commit run\n")

    monkeypatch.setattr(subprocess, "run", said)
    assert runner._asked(7) == ["python", "-m", "pre_commit", "run"]

    def gone(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", gone)
    assert runner._asked(7) == []
