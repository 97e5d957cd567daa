"""The runners themselves, on real commits. They install this project from a copy of its work tree, once a session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RUNNERS = ("pre-commit", "prek")


@pytest.fixture(scope="session")
def runners_environment(tmp_path_factory):
    """Variables that give both runners one store for the whole session, and keep this machine out."""
    store = tmp_path_factory.mktemp("stores")
    keep = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("GIT_", "PRE_COMMIT", "PREK_")) and k not in ("NO_COLOR", "FORCE_COLOR", "WATCHLINT_DEBUG")
    }
    return {
        **keep,
        "PRE_COMMIT_HOME": str(store / "pre-commit"),
        "PREK_HOME": str(store / "prek"),
        "PREK_NO_CONCURRENCY": "1",
        "PRE_COMMIT_COLOR": "never",
        "PREK_COLOR": "never",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A Tester",
        "GIT_AUTHOR_EMAIL": "tester@example.org",
        "GIT_COMMITTER_NAME": "A Tester",
        "GIT_COMMITTER_EMAIL": "tester@example.org",
        "PATH": sysconfig.get_path("scripts") + os.pathsep + keep["PATH"],
    }


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory, runners_environment):
    """A repository that holds this project as it stands, for `repo:` in a configuration and for try-repo."""
    target = tmp_path_factory.mktemp("project") / "watchlint"
    target.mkdir()
    for name in ("watchlint", "hooks", "pyproject.toml", ".pre-commit-hooks.yaml", "README.md", "LICENSE"):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    for command in (["git", "init", "-q", "--template="], ["git", "add", "-A"], ["git", "commit", "-qm", "x"]):
        subprocess.run(command, cwd=target, env=runners_environment, check=True)
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=target, env=runners_environment, capture_output=True, text=True
    )
    return str(target), done.stdout.strip()


@pytest.fixture(params=RUNNERS)
def runner(request):
    script = os.path.join(sysconfig.get_path("scripts"), request.param + (".exe" if os.name == "nt" else ""))
    if not os.path.exists(script):
        pytest.skip(f"{request.param} has no build for this platform")
    return script


@pytest.fixture
def command(runners_environment):
    """Run a command in a folder with the runners' variables; (exit code, everything it printed)."""

    def call(*words: str, cwd, **variables: str) -> tuple[int, str]:
        # A shell of its own that stands in the folder, as a person's does.
        done = subprocess.run(
            ["sh", "-c", '"$@"; exit $?', "sh", *words],
            cwd=str(cwd),
            env={**runners_environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")

    return call


def pytest_collection_modifyitems(items):
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here) and sys.platform == "win32":
            item.add_marker(pytest.mark.skip(reason="the shell commands of these tests are POSIX"))
