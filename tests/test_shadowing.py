"""The package as people install it: what is in it, and that its `hooks` never stands before a `hooks` of theirs.

`hooks/` has no `__init__.py`: a regular package of that name wins over it wherever both are found, and a folder of the
user's own is joined with it (docs.python.org/3/reference/import.html, "Namespace packages").
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parent.parent
HOOKS = sorted(path.name for path in (PROJECT / "hooks").glob("*.py"))
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
BROKEN = {"m.py": "", "__pycache__/m.cpython-313.pyc": "x"}
RULE = "compiled-bytecode-tracked"

OWN = {
    "none": {},
    "a package": {"hooks/__init__.py": "", "hooks/foo.py": "NAME = 'theirs'\n"},
    "a folder": {"hooks/foo.py": "NAME = 'theirs'\n"},
    "a package with our names": {"hooks/__init__.py": "", "hooks/foo.py": "NAME = 'theirs'\n", "hooks/check_all.py": "1/0\n"},
    "a folder with our names": {"hooks/foo.py": "NAME = 'theirs'\n", "hooks/check_all.py": "1/0\n"},
}  # fmt: skip
"""What a repository may have under the name `hooks`."""

COMMANDS = {
    "watchlint check": ["watchlint", "check"],
    "check-all": ["check-all"],
    "python -m watchlint check": ["python", "-m", "watchlint", "check"],
}


class Installed(NamedTuple):
    """The two archives, and the scripts folder of a new environment that holds the wheel."""

    wheel: Path
    sdist: Path
    scripts: Path

    def run(self, *words: str, cwd: Path | str, **variables: str) -> tuple[int, str]:
        """(exit code, what it printed) of a command of that environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [str(self.scripts / words[0]), *words[1:]],
            cwd=cwd,
            env={**kept, **variables},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Installed:
    """Built as for a release (the wheel from the sdist), and installed alone."""
    folder = tmp_path_factory.mktemp("installed")
    uv = shutil.which("uv", path=sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"])
    assert uv, "uv builds and installs the package here: pip install -e '.[dev]'"
    subprocess.run([uv, "build", "--quiet", "--out-dir", folder, PROJECT], check=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder / "venv"], check=True)
    scripts = folder / "venv" / SCRIPTS
    subprocess.run([uv, "pip", "install", "--quiet", "--python", scripts / "python", wheel], check=True)
    return Installed(wheel, sdist, scripts)


def test_both_archives_hold_the_package_and_the_scripts(installed):
    package = {
        path.relative_to(PROJECT).as_posix() for path in (PROJECT / "watchlint").rglob("*.py")
    } | {f"hooks/{name}" for name in HOOKS}  # fmt: skip
    with zipfile.ZipFile(installed.wheel) as archive:
        wheel = set(archive.namelist())
    assert package <= wheel and "hooks/__init__.py" not in wheel and "watchlint/py.typed" in wheel
    assert {name.split("/")[0] for name in wheel if ".dist-info/" not in name} == {"watchlint", "hooks"}
    with tarfile.open(installed.sdist) as archive:
        sdist = {name.partition("/")[2] for name in archive.getnames()}
    assert package <= sdist and ".ci/run" in sdist


@pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="no git work tree: an unpacked sdist is itself the answer")
def test_the_sdist_holds_everything_tracked(installed):
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    with tarfile.open(installed.sdist) as archive:
        sdist = {name.partition("/")[2] for name in archive.getnames()}
    assert {name for name in tracked.stdout.split("\0") if name and (PROJECT / name).is_file()} - sdist == set()


@pytest.mark.parametrize("variables", [{}, {"PYTHONPATH": "."}], ids=["plain", "PYTHONPATH=."])
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("own", OWN)
def test_every_command_checks_beside_hooks_of_others(installed, repository, own, command, variables):
    tree = repository({**BROKEN, **OWN[own]})
    code, said = installed.run(*COMMANDS[command], cwd=tree.path, **variables)
    assert code == 1 and RULE in said and "Traceback" not in said


@pytest.mark.parametrize("variables", [{}, {"PYTHONPATH": "."}], ids=["plain", "PYTHONPATH=."])
@pytest.mark.parametrize("own", [name for name in OWN if name != "none"])
def test_hooks_of_others_are_imported(installed, repository, own, variables):
    tree = repository(OWN[own])
    code, said = installed.run("python", "-c", "import hooks.foo; print(hooks.foo.NAME)", cwd=tree.path, **variables)
    assert (code, said) == (0, "theirs\n")


def test_a_script_of_others_finds_its_hooks_by_pythonpath(installed, repository):
    """A script in another folder has only PYTHONPATH to find them by."""
    tree = repository({**OWN["a package"], "bin/run.py": "import hooks.foo; print(hooks.foo.NAME)\n"})
    assert installed.run("python", "bin/run.py", cwd=tree.path, PYTHONPATH=".") == (0, "theirs\n")


@pytest.mark.parametrize("name", ["check_all", "check_compiled_files"])
@pytest.mark.parametrize("own", ["none", "a folder"])
def test_a_hook_runs_as_a_module(installed, repository, own, name):
    tree = repository({**BROKEN, **OWN[own]})
    code, said = installed.run("python", "-m", f"hooks.{name}", cwd=tree.path)
    assert code == 1 and RULE in said


def test_a_hook_runs_as_a_module_from_a_clone(repository):
    tree = repository(BROKEN)
    done = subprocess.run(
        [sys.executable, "-m", "hooks.check_all", str(tree)], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 1 and RULE in done.stdout
