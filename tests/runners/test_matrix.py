"""Every cell: nothing is lost, nothing is left, the printed next step works, and a clone of the result is clean."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.runners import matrix, state
from tests.runners.following import next_step

EVERY, IMPOSSIBLE = matrix.cells()
NIGHTLY = os.environ.get("WATCHLINT_NIGHTLY") == "1"
FIGURES = os.environ.get("WATCHLINT_FIGURES")


@pytest.fixture(scope="session")
def oldest(tmp_path_factory, runners_environment):
    """pre-commit 3.2.0 in an environment of its own."""
    folder = tmp_path_factory.mktemp("oldest") / "venv"
    uv = shutil.which("uv") or os.path.join(sysconfig.get_path("scripts"), "uv")
    for words in (
        ["venv", "-q", str(folder)],
        ["pip", "install", "-q", "--python", str(folder / "bin/python"), "pre-commit==3.2.0", "setuptools<81"],
    ):
        subprocess.run([uv, *words], check=True, env=runners_environment)
    return str(folder / "bin/pre-commit")


class Attempt:
    """One cell, played: `flags` says what is wrong."""

    def __init__(self, cell, tree, runner, call, check):
        self.cell, self.tree, self.runner, self.call, self.check = cell, tree, runner, call, check
        self.flags: list[str] = []
        self.said = ""

    def flag(self, what: str) -> None:
        self.flags.append(what)

    def give(self, more=()) -> int:
        """The user's command; its exit code."""
        words = [{"RUNNER": self.runner, "TREE": str(self.tree)}.get(word, word) for word in self.cell.situation.words]
        folder = self.cell.situation.folder
        code, self.said = self.call(*words, *more, cwd=self.tree / folder if folder != "WORKTREE" else self.tree.path)
        if "Traceback" in self.said or "internal error" in self.said:
            self.flag(f"a traceback or an internal error: {self.said[-300:]}")
        return code

    def play(self) -> None:
        situation, fixer = self.cell.situation, self.cell.fixer
        situation.arrange(self.tree, fixer)
        head = self.tree.git("rev-parse", "HEAD")
        before = state.of(self.tree.path)
        code = self.give()
        target = self._target()
        after = state.of(self.tree.path)
        # Where the index is locked its half of the fix is refused, and the file's is made.
        keeps = bool(situation.refused) and situation.refused != "index.lock"
        changed = [] if keeps else [target, fixer.target]
        for line in state.losses(before, after, changed, fixer.untracked):
            self.flag(f"after the first run: {line}")
        if "Rolling back" in self.said:
            self.flag("the runner rolled the fix back")
        if code == 0:
            return self.flag("the first run passed")
        if self.tree.git("rev-parse", "HEAD") != head:
            self.flag("a commit was made in spite of the hook")
        if situation.refused:
            if situation.refused not in self.said:
                self.flag(f"not said that it {situation.refused}: {self.said[-400:]}")
            if keeps and after.work.get(target) != before.work.get(target):
                self.flag("the file was changed though refused")
            if situation.settle is None:
                return
        self._go_on(head)

    def _target(self) -> str:
        path = self.cell.fixer.target
        for name in matrix.NAMES:
            if self.cell.situation.name.startswith(f"named {name}"):
                path = name
        return os.path.relpath(os.path.realpath(self.tree / path), os.path.realpath(str(self.tree))).replace(
            os.sep, "/"
        )

    def _go_on(self, head: str) -> None:
        """What the user does next, until the commit is made."""
        situation = self.cell.situation
        held = {path: entry for path, entry in state.of(self.tree.path).work.items() if path not in self._theirs()}
        if situation.once_more:
            if situation.settle:
                situation.settle(self.tree, self.cell.fixer)
            if self.give() == 0:
                return self.flag("the second time it passed, and no clone has the file")
            if "not tracked" not in self.said:
                self.flag(f"not said that the file is not tracked: {self.said[-400:]}")
            self.tree.git("add", f":/{self.cell.fixer.target}")
            if self.give() != 0:
                return self.flag(f"tracked, and still a failure: {self.said[-400:]}")
        elif situation.settle:
            situation.settle(self.tree, self.cell.fixer)
            code = self.give()
            if code and not self._follow():
                return
        elif not self._follow():
            return
        now = state.of(self.tree.path)
        for path, entry in held.items():
            if now.work.get(path) != entry:
                self.flag(f"after the next step: {path} is not as it was")
        self._committed(head)

    def _follow(self) -> bool:
        for _ in range(2):
            step = next_step(self.said)
            if step is None:
                self.flag(f"no next step: {self.said[-500:]}")
                return False
            folder = self.cell.situation.folder
            where = self.tree / folder if folder != "WORKTREE" else self.tree.path
            code = 0
            if step.command:
                command = step.command + " -m x" if step.command.endswith(" commit") else step.command
                code, self.said = self.call("sh", "-c", command, cwd=where)
                if code and not command.endswith("commit -m x"):
                    self.flag(f"the printed command fails: {step.command}: {self.said[-300:]}")
                    return False
            if step.repeat:
                code = self.give(step.paths)
            if code == 0:
                return True
        self.flag(f"the printed next step does not lead out: {self.said[-500:]}")
        return False

    def _theirs(self) -> set[str]:
        return {self._target(), self.cell.fixer.target}

    def _committed(self, head: str) -> None:
        words, tree = self.cell.situation.words, self.tree
        amends = "--amend" in words
        if tree.git("rev-parse", "HEAD^" if not amends else "HEAD@{1}") != head and not amends:
            self.flag("not one commit more")
        if amends and tree.git("rev-list", "--count", "HEAD").strip() != str(self.commits):
            self.flag("a second commit instead of an amended one")
        commits = {*tree.git("diff", "--name-only", "-z", "HEAD^", "HEAD").split("\0")} - {""}
        wanted = {
            "b.py",
            "c.py" if "-a" in words or "-i" in words or "only a deletion" == self.cell.situation.name else "",
        }
        if amends:
            wanted |= set(self.amended)
        if extra := commits - wanted - self._theirs() - set(self.cell.fixer.untracked) - {"later.py"}:
            if self.cell.situation.settle is None or self.cell.situation.name != "git add . instead":
                self.flag(f"the commit took {sorted(extra)}")
        if missing := {path for path in ("c.py",) if path in wanted and "run" not in words} - commits:
            self.flag(f"the commit left {sorted(missing)} out")
        self._cloned()

    def _cloned(self) -> None:
        """In a clone the hook is content; after `commit PATH` once what it left out is committed."""
        if any(not word.startswith("-") and word.endswith(".py") for word in self.cell.situation.words):
            self.call("git", "commit", "--no-verify", "-m", "the rest", cwd=self.tree.path)
        clone = f"{self.tree}.clone"
        self.call("git", "clone", "-q", str(self.tree), clone, cwd=self.tree.path.parent)
        code, said = self.call(self.check, cwd=clone)
        if code:
            self.flag(f"the hook fails in a clone: {said[-400:]}")


def play(cell, repository, hook_repository, command, oldest, environment) -> Attempt:
    stores = {} if cell.runner != "pre-commit-3.2.0" else {"PRE_COMMIT_HOME": environment["PRE_COMMIT_HOME"] + "-3.2.0"}
    scripts = Path(sysconfig.get_path("scripts"))
    runner = oldest if cell.runner == "pre-commit-3.2.0" else str(scripts / cell.runner)
    files = {**cell.fixer.broken, "c.py": "", "sub/x.txt": "", f"sub/{os.path.basename(cell.fixer.target)}.txt": ""}
    if "of the same name" in cell.situation.name:
        files[f"sub/{os.path.basename(cell.fixer.target)}"] = ""
    tree = repository({**files, "README.md": ""})
    repo, rev = hook_repository
    config = (
        f"repos:\n  - repo: {repo}\n    rev: {rev}\n    hooks:\n      - id: {cell.fixer.hook}\n        args: [--fix]\n"
    )
    if cell.fixer.hook == "check-all":
        config = config.replace("[--fix]", "[--fix, --ignore, inotify-tier-unset]")
    tree.write({".pre-commit-config.yaml": config}).add(".pre-commit-config.yaml").commit()

    def call(*words, cwd):
        return command(*words, cwd=cwd, **stores)

    code, said = call(runner, "install", cwd=tree)
    assert code == 0, said
    if cell.situation.folder == "WORKTREE":
        tree.git("worktree", "add", "-q", "-b", "linked", str(tree.path.parent / "linked"))
        tree = type(tree)(tree.path.parent / "linked")
    tree.write({"b.py": "x = 1\n"}).add("b.py")
    with pytest.MonkeyPatch.context() as patched:
        for name in ("PRE_COMMIT_HOME", "PREK_HOME"):
            patched.setenv(name, {**environment, **stores}[name])
        attempt = Attempt(cell, tree, runner, call, str(scripts / cell.fixer.hook))
        attempt.commits = int(tree.git("rev-list", "--count", "HEAD"))
        attempt.amended = tree.git("diff", "--name-only", "HEAD^", "HEAD").split()
        attempt.play()
    return attempt


PART = matrix.some(EVERY, 30)
REST = [cell for cell in EVERY if cell not in PART] if NIGHTLY else []
PLAYED = [
    *(pytest.param(cell, id=cell.name) for cell in PART),
    *(pytest.param(cell, id=cell.name, marks=pytest.mark.nightly) for cell in REST),
]


@pytest.mark.skipif(sys.platform != "linux", reason="the cells compare POSIX modes, links and locks")
@pytest.mark.parametrize("cell", PLAYED)
def test_cell(cell, repository, hook_repository, command, oldest, runners_environment):
    began = time.perf_counter()
    attempt = play(cell, repository, hook_repository, command, oldest, runners_environment)
    if FIGURES:
        row = {"runner": cell.runner, "hook": cell.fixer.hook, "situation": cell.situation.name, "flags": attempt.flags}
        with open(FIGURES, "a", encoding="utf-8") as file:
            file.write(json.dumps({**row, "seconds": round(time.perf_counter() - began, 2)}) + "\n")
    assert attempt.flags == [], attempt.said


def test_the_table_is_whole():
    """Each hook, situation and runner has cells, in the part that every run plays too; what can't be says why."""
    for chosen in (EVERY, matrix.some(EVERY, 60)):
        assert {cell.runner for cell in chosen} == set(matrix.RUNNERS)
        assert {cell.fixer.hook for cell in chosen} == {fixer.hook for fixer in matrix.FIXERS}
    assert {cell.situation.name for cell in EVERY} == {situation.name for situation in matrix.SITUATIONS}
    assert all(len(reason) > 10 for _, reason in IMPOSSIBLE)
    assert len(EVERY) + len(IMPOSSIBLE) == len(matrix.RUNNERS) * len(matrix.FIXERS) * len(matrix.SITUATIONS)
