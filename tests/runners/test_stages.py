"""Pushes, workspaces, checkouts and wrong settings, under the runners themselves."""

from __future__ import annotations

import os

import pytest

BYTECODE = "a/__pycache__/m.cpython-311.pyc"


def configured(hook_repository, name: str, *lines: str) -> str:
    repo, rev = hook_repository
    more = "".join(f"        {line}\n" for line in lines)
    return f"repos:\n  - repo: {repo}\n    rev: {rev}\n    hooks:\n      - id: {name}\n{more}"


def test_a_push_is_judged_by_the_commits_it_carries(repository, hook_repository, runner, command):
    """The index is fixed at the first push; the second one still carries the file, until that is committed."""
    tree = repository({"a/m.py": "", BYTECODE: "x", ".gitignore": "__pycache__/\n"})
    tree.write({".pre-commit-config.yaml": configured(hook_repository, "check-compiled-files", "args: [--fix]")})
    tree.add(".pre-commit-config.yaml").commit()
    tree.git("init", "-q", "--bare", f"{tree}.git")
    tree.git("remote", "add", "origin", f"{tree}.git")
    assert command(runner, "install", "-t", "pre-push", cwd=tree)[0] == 0
    code, said = command("git", "push", "-q", "origin", "HEAD", cwd=tree)
    assert code == 1 and "git commit\n" in said and "then push again" in said, said
    code, said = command("git", "push", "-q", "origin", "HEAD", cwd=tree)
    assert code == 1 and "the commits you push have not" in said, said
    assert command("git", "commit", "-qm", "untrack", cwd=tree)[0] == 0
    code, said = command("git", "push", "-q", "origin", "HEAD", cwd=tree)
    assert code == 0, said
    # A later push, which tells the commits before and after, is judged as the first one.
    tree.add(BYTECODE).commit()
    assert command("git", "push", "-q", "origin", "HEAD", cwd=tree)[0] == 1


PROJECTS = {
    "services/web/Dockerfile": "FROM python:3.12\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling\n",
    "services/web/.watchlint.toml": 'inotify-tier = "small"\n',
    "services/api/Dockerfile": "FROM python:3.12\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling\n",
    "services/api/.watchlint.toml": 'ignore = {launch-variable-value = "meant"}\n',
    "services/api/a/m.py": "",
    "services/api/" + BYTECODE: "x",
    "services/api/.gitignore": "__pycache__/\n",
    "services/web/a/m.py": "",
    "services/web/" + BYTECODE: "x",
    "services/web/.gitignore": "__pycache__/\n",
    "Dockerfile": "FROM python:3.12\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling\n",
}
FIXED = "FROM python:3.12\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll\n"


@pytest.fixture
def workspace(repository, hook_repository):
    tree = repository(PROJECTS)
    text = configured(hook_repository, "check-all", "args: [--fix]")
    tree.write({f"services/{name}/.pre-commit-config.yaml": text for name in ("web", "api")})
    tree.write({".pre-commit-config.yaml": "repos: []\n"}).add().commit()
    return tree


@pytest.mark.parametrize("way", ["run", "commit"])
def test_a_configuration_in_a_project_checks_that_project_alone(workspace, runner, command, way):
    config = "services/web/.pre-commit-config.yaml"
    if way == "run":
        code, said = command(runner, "run", "--all-files", "-c", config, cwd=workspace)
    else:
        assert command(runner, "install", "-c", config, cwd=workspace)[0] == 0
        workspace.write({"new": ""}).add("new")
        code, said = command("git", "commit", "-m", "x", cwd=workspace)
    assert code == 1 and "1 error" not in said, said
    assert (workspace / "services/web/Dockerfile").read_text() == FIXED
    for other in ("Dockerfile", "services/api/Dockerfile"):
        assert (workspace / other).read_text() == PROJECTS[other]
    assert "services/web/" + BYTECODE not in workspace.tracked and "services/api/" + BYTECODE in workspace.tracked


def test_prek_s_workspace(workspace, runner, command):
    """Each project by itself, with its own settings; both take files out of the one index."""
    if "prek" not in os.path.basename(runner):
        pytest.skip("pre-commit has no workspaces")
    code, said = command(runner, "run", "--all-files", cwd=workspace)
    assert code == 1 and "index.lock" not in said, said
    assert (workspace / "services/web/Dockerfile").read_text() == FIXED
    for other in ("Dockerfile", "services/api/Dockerfile"):
        assert (workspace / other).read_text() == PROJECTS[other], (
            "the root has no hook, and the other one ignores the rule"
        )
    assert [path for path in workspace.tracked if path.endswith(".pyc")] == []


WRONG = [
    (("check-all", "pass_filenames: true"), "take `pass_filenames: true` out of the hook's configuration"),
    (("clean-caches", "stages: [pre-commit]", "pass_filenames: true"), "take `pass_filenames: true` out of the hook's"),
    (
        ("check-all", "args: [--tier, small]"),
        "--tier is an option of check-inotify-tier; for check-all write `inotify-tier`",
    ),
    (("check-gitignore", "args: [--tier=small]"), "--tier is an option of check-inotify-tier"),
]


@pytest.mark.parametrize(("given", "line"), WRONG)
def test_a_wrong_setting_is_named_with_its_remedy(repository, hook_repository, runner, command, given, line):
    tree = repository({"a b.py": ""})
    tree.write({".pre-commit-config.yaml": configured(hook_repository, *given)}).add()
    code, said = command(runner, "run", "--all-files", cwd=tree)
    lines = [one for one in said.splitlines() if "watchlint: " in one]
    assert code == 1 and len(lines) == 1 and line in lines[0], said


def test_a_checkout_of_one_file_keeps_the_caches(repository, hook_repository, runner, command):
    tree = repository({"a/m.py": "", ".gitignore": "__pycache__/\n"})
    tree.write({".pre-commit-config.yaml": configured(hook_repository, "clean-caches", "verbose: true")}).add().commit()
    assert command(runner, "install", "-t", "post-checkout", cwd=tree)[0] == 0
    tree.write({BYTECODE: "x"})
    assert command("git", "checkout", "HEAD", "--", "a/m.py", cwd=tree)[0] == 0
    assert (tree / BYTECODE).exists()
    code, said = command("git", "checkout", "-b", "other", cwd=tree)
    assert code == 0 and not (tree / BYTECODE).exists(), said
