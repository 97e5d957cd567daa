"""Both runners, in real commits of every kind: what the hooks change is kept, and nobody's work is lost."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.runners.following import follow

BROKEN = {
    "app.py": "import streamlit\n",
    "a/m.py": "import m\n",
    "a/__pycache__/m.cpython-311.pyc": "x",
    ".gitignore": "*.log\n",
}


def hook_ids(stage: str) -> list[str]:
    import yaml

    path = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"
    return [hook["id"] for hook in yaml.safe_load(path.read_text(encoding="utf-8")) if stage in hook["stages"]]


def configuration(hook_repository, ids, args: str = "") -> str:
    repo, rev = hook_repository
    rows = "".join(f"      - id: {name}\n" + (f"        args: [{args}]\n" if args else "") for name in ids)
    return f"repos:\n  - repo: {repo}\n    rev: {rev}\n    hooks:\n{rows}"


@pytest.fixture
def work(repository, hook_repository, runner, command):
    """A broken repository whose commits run these hooks: `work(["check-all"], args="--fix")`."""

    def make(ids, args: str = "", files: dict | None = None):
        tree = repository(BROKEN if files is None else files)
        tree.write({".pre-commit-config.yaml": configuration(hook_repository, ids, args)}).add(
            ".pre-commit-config.yaml"
        ).commit()
        code, said = command(runner, "install", cwd=tree)
        assert code == 0, said
        return tree

    return make


MANIFEST = hook_ids("pre-commit")


def test_try_repo_of_every_hook(repository, hook_repository, runner, command):
    """Without an id every hook runs, in one environment: try-repo keeps none for the next time."""
    tree = repository(BROKEN)
    code, said = command(runner, "try-repo", hook_repository[0], "--all-files", "--verbose", cwd=tree)
    assert code == 1 and "Traceback" not in said and "internal error" not in said, said
    for name in MANIFEST:
        assert f"- hook id: {name}\n" in said, said
    assert "gitignore-misses-bytecode" in said and "compiled-bytecode-tracked" in said
    assert tree.status == ""


@pytest.mark.parametrize("name", MANIFEST)
def test_each_hook_by_itself(work, runner, command, name):
    tree = work([name])
    code, said = command(runner, "run", "--all-files", "--verbose", cwd=tree)
    assert f"- hook id: {name}\n" in said and "Traceback" not in said and "internal error" not in said, said
    assert tree.status == ""


def test_a_clean_repository_passes(work, runner, command):
    tree = work(MANIFEST, files={"README.md": "nothing here\n", ".watchlint.toml": 'inotify-tier = "small"\n'})
    code, said = command(runner, "run", "--all-files", cwd=tree)
    assert code == 0 and said.count("Passed") == len(MANIFEST), said


def test_every_hook_in_a_commit(work, command):
    tree = work(MANIFEST)
    tree.write({"b.py": ""}).add("b.py")
    code, said = command("git", "commit", "-m", "x", cwd=tree)
    assert code == 1 and "gitignore-misses-bytecode" in said and "compiled-bytecode-tracked" in said, said
    assert said.count("Failed") >= 3 and "Skipped" not in said


def test_without_fix_nothing_is_changed(work, runner, command):
    tree = work(["check-all"])
    code, said = command(runner, "run", "--all-files", cwd=tree)
    assert code == 1 and "files were modified" not in said.lower()
    assert tree.status == ""


def commits(tree, command, *words: str) -> None:
    """Commit; where a hook stops it, do what its report ends with."""
    code, said = command("git", "commit", "-m", "x", *words, cwd=tree)
    if code:
        code, said = follow(said, ["git", "commit", "-m", "x", *words], command, tree)
    assert code == 0, said


@pytest.mark.parametrize("words", [[], ["--all"], ["b.py"]], ids=["commit", "commit -a", "commit PATH"])
def test_with_fix_the_second_commit_goes_through(work, command, words):
    tree = work(["check-all"], args="--fix")
    tree.write({"b.py": "x = 1\n"}).add("b.py")
    if words == ["--all"]:
        tree.write({"app.py": "import streamlit\nx = 1\n"})
    commits(tree, command, *words)
    assert "b.py" in tree.git("ls-tree", "-r", "--name-only", "HEAD")
    # What `git commit PATH` leaves out it leaves out: the removal is staged, for the next commit.
    assert ("a/__pycache__" in tree.git("ls-tree", "-r", "--name-only", "HEAD")) is (words == ["b.py"])
    assert "a/__pycache__" not in tree.git("ls-files") and (tree / "a/__pycache__/m.cpython-311.pyc").exists()


def test_a_temporary_index_prints_the_command_instead_of_looping(work, command):
    tree = work(["check-compiled-files"], args="--fix")
    tree.write({"app.py": "import streamlit\nx = 1\n"})
    code, said = command("git", "commit", "-a", "-m", "x", cwd=tree)
    assert code == 1 and "git rm -r --cached --quiet -- a/__pycache__ && git add -- .gitignore\n" in said, said
    assert "a/__pycache__/m.cpython-311.pyc" in tree.tracked
    subprocess.run(
        "git rm -r --cached --quiet -- a/__pycache__ && git add -- .gitignore", shell=True, cwd=tree.path, check=True
    )
    code, said = command("git", "commit", "-a", "-m", "x", cwd=tree)
    assert code == 0, said


def test_a_commit_that_only_deletes_is_checked(work, command):
    tree = work(["check-all"])
    tree.git("rm", "--quiet", "app.py")
    code, said = command("git", "commit", "-m", "x", cwd=tree)
    assert code == 1 and "compiled-bytecode-tracked" in said, said


@pytest.mark.parametrize("init", [{}, {"hooks/__init__.py": ""}], ids=["a folder", "a package"])
def test_hooks_of_others_are_in_nobodys_way(work, runner, command, init):
    """A repository's own `hooks`, even with a module named like ours: neither is taken for the other."""
    theirs = {"hooks/foo.py": "NAME = 'theirs'\n", "hooks/check_all.py": "1/0\n", **init}
    tree = work(["check-all"], files={**BROKEN, **theirs})
    for variables in ({}, {"PYTHONPATH": "."}):
        code, said = command(runner, "run", "--all-files", cwd=tree, **variables)
        assert code == 1 and "compiled-bytecode-tracked" in said and "Traceback" not in said, said
    assert command("python", "-c", "import hooks.foo; print(hooks.foo.NAME)", cwd=tree, PYTHONPATH=".") == (
        0,
        "theirs\n",
    )


def test_in_a_linked_worktree(work, command, tmp_path):
    tree = work(["check-all"], args="--fix")
    tree.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    linked = type(tree)(tmp_path / "linked")
    linked.write({"b.py": ""}).add("b.py")
    commits(linked, command)
    assert "a/__pycache__" not in linked.git("ls-files")
    assert tree.status == "" and "a/__pycache__/m.cpython-311.pyc" in tree.tracked, "the other work tree is left alone"


def test_unstaged_edits_of_the_file_to_fix_are_kept(work, command):
    tree = work(["check-gitignore"], args="--fix")
    tree.write({"b.py": ""}).add("b.py").write({".gitignore": "*.log\n*.mine\n"})
    code, said = command("git", "commit", "-m", "x", cwd=tree)
    assert code == 1 and "has unstaged edits" in said and "Rolling back" not in said, said
    assert (tree / ".gitignore").read_text() == "*.log\n*.mine\n"


def test_unstaged_edits_of_another_file_are_kept(work, command):
    tree = work(["check-all"], args="--fix")
    tree.write({"b.py": ""}).add("b.py").write({"a/m.py": "unstaged = 1\n"})
    commits(tree, command)
    assert (tree / "a/m.py").read_text() == "unstaged = 1\n" and tree.git("show", "HEAD:a/m.py") == "import m\n"


def test_intent_to_add(work, command):
    tree = work(["check-all"], args="--fix")
    tree.write({"b.py": "", "later.py": "y = 1\n"}).add("b.py")
    tree.git("add", "--intent-to-add", "later.py")
    commits(tree, command)
    assert (tree / "later.py").read_text() == "y = 1\n" and "later.py" not in tree.git("ls-tree", "--name-only", "HEAD")


def test_before_the_first_commit(repository, hook_repository, runner, command):
    tree = repository(BROKEN, commit=False)
    tree.write({".pre-commit-config.yaml": configuration(hook_repository, ["check-all"], "--fix")}).add()
    assert command(runner, "install", cwd=tree)[0] == 0
    commits(tree, command)


@pytest.mark.parametrize("stage", ["pre-push", "manual"])
def test_other_stages(work, runner, command, stage):
    tree = work(["check-all"])
    code, said = command(runner, "run", "--all-files", "--hook-stage", stage, cwd=tree)
    assert code == 1 and "compiled-bytecode-tracked" in said, said


def test_never_on_a_commit_message(work, runner, command):
    tree = work(["check-all"])
    code, said = command(runner, "run", "--hook-stage", "commit-msg", "--commit-msg-filename", ".gitignore", cwd=tree)
    assert code == 0 and "compiled" not in said, said


def test_the_manifest_is_valid(runner, command):
    path = str(Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml")
    code, said = command(runner, "validate-manifest", path, cwd=".")
    assert code == 0 and "warn" not in said.lower(), said
