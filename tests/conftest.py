"""What every test may use: small git repositories, and the hooks run in this process or as commands."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

# The suite tries the same examples every time; the nightly job looks for new ones.
# No test is timed: a machine with other work to do is slow, and nothing else.
_UNTIMED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("suite", derandomize=True, **_UNTIMED)
hypothesis.settings.register_profile("nightly", print_blob=True, **_UNTIMED)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

PROJECT = Path(__file__).resolve().parent.parent

# What would let the machine that runs the tests have a say: a runner's variables, colour, our own switches.
_FOREIGN = (
    "NO_COLOR",
    "FORCE_COLOR",
    "PRE_COMMIT",
    "PREK_HOOK_STAGE",
    "WATCHLINT_DEBUG",
    "TERM",
    "COLUMNS",
    "GITHUB_ACTIONS",
)


class Result(NamedTuple):
    """What a run left: exit code, standard output and standard error as text (undecodable bytes as surrogates)."""

    code: int
    out: str
    err: str


class Tree:
    """A folder, most often a git work tree, that a test fills."""

    def __init__(self, path: Path):
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    def write(self, files: dict[str, str | bytes]) -> Tree:
        """Write files; a name that ends in "/" makes a folder."""
        for name, content in files.items():
            target = self.path / name
            if name.endswith("/"):
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def git(self, *arguments: str, stdin: bytes | None = None, env: dict | None = None, check: bool = True) -> str:
        """What `git ARGUMENTS` prints here."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            env={**os.environ, **(env or {})},
        )
        if check and done.returncode:
            raise AssertionError(f"git {' '.join(arguments)}: {os.fsdecode(done.stderr)}")
        return os.fsdecode(done.stdout)

    def add(self, *paths: str) -> Tree:
        """Stage these paths (default: everything), what is ignored too."""
        self.git("--literal-pathspecs", "add", "--force", "--", *(paths or (".",)))
        return self

    def commit(self, message: str = "work") -> Tree:
        self.git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", message)
        return self

    @property
    def tracked(self) -> list[str]:
        return self.git("ls-files", "-z").split("\0")[:-1]

    @property
    def status(self) -> str:
        return self.git("status", "--short", "--untracked-files=all")

    def contents(self) -> dict[str, bytes]:
        """Every file below, but git's own, with its bytes."""
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in sorted(self.path.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.path).parts
        }


def without_git_variables(environment: dict[str, str]) -> dict[str, str]:
    """An environment in which git and the hooks know nothing of this machine or of a commit under way."""
    clean = {k: v for k, v in environment.items() if not k.startswith("GIT_") and k not in _FOREIGN}
    return {
        **clean,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A Tester",
        "GIT_AUTHOR_EMAIL": "tester@example.org",
        "GIT_COMMITTER_NAME": "A Tester",
        "GIT_COMMITTER_EMAIL": "tester@example.org",
    }


@pytest.fixture(autouse=True)
def neutral(monkeypatch):
    """Every test starts without the variables that would change a verdict."""
    wanted = without_git_variables(dict(os.environ))
    for name in set(os.environ) - set(wanted):
        monkeypatch.delenv(name)
    for name, value in wanted.items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path):
    """Make a git repository: `repository({path: content}, name="repo", commit=True)`; everything is committed."""

    def make(files: dict[str, str | bytes] | None = None, name: str = "repo", commit: bool = True) -> Tree:
        path = tmp_path / name
        path.mkdir(parents=True, exist_ok=True)
        tree = Tree(path)
        tree.git("init", "--quiet", "--template=")
        tree.git("symbolic-ref", "HEAD", "refs/heads/main")
        tree.write(files or {})
        if commit:
            if files:
                tree.add()
            tree.commit()
        return tree

    return make


@pytest.fixture(scope="session")
def git_release() -> tuple[int, ...]:
    """(2, 39) of git 2.39.5: a few tests are about what older ones do otherwise."""
    said = subprocess.run(["git", "version"], capture_output=True, text=True, check=True).stdout.split()[2]
    return tuple(int(part) for part in said.split(".")[:2])


@pytest.fixture
def folder(tmp_path):
    """Make a folder that is no git repository: `folder({path: content}, name="plain")`."""

    def make(files: dict[str, str | bytes] | None = None, name: str = "plain") -> Tree:
        path = tmp_path / name
        path.mkdir(parents=True, exist_ok=True)
        return Tree(path).write(files or {})

    return make


ROOMS = {
    "check_gitignore": "gitignore",
    "check_compiled_files": "compiled",
    "check_streamlit_config": "streamlit",
    "check_inotify_tier": "tier",
    "check_reloader": "reloader",
    "check_launch_files": "launch",
}
"""A hook's script -> its folder in watchlint/rules."""


def _main(command: str):
    """The main function of a hook's script, or of a command by its module's name in watchlint.cli."""
    if command == "check_all" or command in ROOMS:
        return getattr(import_module("watchlint.cli.check"), "main" if command == "check_all" else command)
    return import_module(f"watchlint.cli.{command.rpartition('.')[2]}").main


@pytest.fixture
def run(capsysbinary, monkeypatch):
    """Run a hook's main in this process: `run("check_gitignore", "--fix", cwd=tree)` → Result."""

    def call(hook: str, *arguments: str, cwd: object = None) -> Result:
        if cwd is not None:
            monkeypatch.chdir(str(cwd))
        capsysbinary.readouterr()
        try:
            code = _main(hook)(list(arguments))
        except SystemExit as left:  # argparse, for --help and --version
            code = left.code
        sys.stdout.flush()
        out, err = capsysbinary.readouterr()
        return Result(code, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "surrogateescape"))

    return call


@pytest.fixture
def script():
    """Run an installed console script: `script("check-all", "--fix", cwd=tree)` → Result."""

    def call(name: str, *arguments: str, cwd: object, env: dict | None = None, timeout: float = 60) -> Result:
        done = subprocess.run(
            [console_script(name), *arguments],
            cwd=str(cwd),
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
        )
        return Result(
            done.returncode,
            done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"),
        )

    return call


def console_script(name: str) -> str:
    """The path of an installed console script of this environment."""
    ending = ".exe" if os.name == "nt" else ""
    return os.path.join(sysconfig.get_path("scripts"), name + ending)


@pytest.fixture
def found(monkeypatch):
    """The pure function: `found("check_gitignore", tree, allow_compiled=[…])` → [(rule, path, line)] of its findings."""

    def call(hook: str, tree: object, **given) -> list[tuple]:
        return [(f.rule.name, f.path, f.line) for f in findings(hook, tree, **given)]

    def findings(hook: str, tree: object, **given) -> list:
        from watchlint.facts.repository.repository import Repository
        from watchlint.rules import catalogue
        from watchlint.settings import Settings

        settings = Settings({"allow-compiled": given.pop("allow_compiled", [])})
        for name, value in given.items():
            setattr(settings, name, value)
        if find_spec(f"watchlint.rules.{ROOMS[hook]}.hook"):  # a folder that is not one module a rule yet
            return list(import_module(f"watchlint.rules.{ROOMS[hook]}.hook").check(Repository(str(tree)), settings))
        asked = catalogue.hook(hook.replace("_", "-"))
        return list(asked.findings(Repository(str(tree)), settings, [entry.name for entry in asked.entries]))

    call.findings = findings
    return call


# A reason to skip must hold: these say exactly what the machine lacks.
needs_links = pytest.mark.skipif(os.name == "nt", reason="making a symbolic link needs a privilege on Windows")
