"""Virtual environments with the real thing in them, for the oracle tests. Each is made once and kept.

They live under the folder that WATCHLINT_ORACLE_ENVS names, else in the user's cache folder. A test says
`from tests.oracle.environments import environment`. Start this file to make one by hand:
`python tests/oracle/environments.py NAME REQUIREMENT...` prints its interpreter.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

PATIENCE = 1800
"""Seconds to wait for another process that makes the same environment."""


def environment(name: str, requirements: list[str], python: str | None = None, before: str | None = None) -> str:
    """The path of the interpreter of a virtual environment that holds `requirements`.

    name: what a person calls it, the start of its folder's name. python: an interpreter's path or a version ("3.12": found
    under ~/.pyenv or on PATH; else the one that runs, if it is not older; else the test is skipped); by default the one
    that runs. before: a day ("2022-10-01"); only what was
    released before it is installed (this needs uv), for old packages whose newest dependencies no longer fit.
    Made at the first call, by uv where there is one, else by venv and pip. Processes that ask for the same one wait for
    the first. Raises subprocess.CalledProcessError, with the installer's own words on stderr, when it cannot be made.
    """
    interpreter = _interpreter(python)
    identity = json.dumps([sorted(requirements), interpreter, before, sys.platform])
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"{name}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
    made = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "watchlint-made"
    if not stamp.exists():
        with _alone(root / f"{folder.name}.lock"):
            if not stamp.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a run that was cut off left behind
                _make(folder, str(made), requirements, interpreter, before)
                stamp.write_text(identity, encoding="utf-8")
    return str(made)


def npm(name: str, packages: list[str]) -> str:
    """The path of the folder with the programs of these packages of npm's, installed once. Needs Node.js and npm."""
    identity = json.dumps(sorted(packages))
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"npm-{name}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
    stamp = folder / "watchlint-made"
    if not stamp.exists():
        with _alone(root / f"{folder.name}.lock"):
            if not stamp.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
                command = ["npm", "install", "--silent", "--no-audit", "--no-fund", *packages]
                subprocess.run(command, cwd=folder, check=True, timeout=600)
                stamp.write_text(identity, encoding="utf-8")
    return str(folder / "node_modules" / ".bin")


def _root() -> Path:
    named = os.environ.get("WATCHLINT_ORACLE_ENVS")
    if named:
        return Path(named).absolute()
    cache = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(cache).absolute() / "watchlint" / "oracle"


def _interpreter(python: str | None) -> str:
    if python is None:
        return sys.executable
    if os.path.dirname(python):
        return os.path.abspath(python)
    kept = sorted(Path.home().glob(f".pyenv/versions/{python}.*/bin/python"))
    found = str(kept[-1]) if kept else shutil.which(f"python{python}")
    if found is None and sys.version_info[:2] < tuple(map(int, python.split("."))):
        import pytest

        pytest.skip(f"no Python {python} on this machine, and the one that runs is older")
    return found or sys.executable


@contextlib.contextmanager
def _alone(path: Path):
    """A lock that every system has and that ends with the process that holds it: SQLite's, on an empty database."""
    with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _make(folder: Path, made: str, requirements: list[str], interpreter: str, before: str | None) -> None:
    uv = _uv()
    if uv:
        subprocess.run([*uv, "venv", "--quiet", "--python", interpreter, str(folder)], check=True)
        dated = ["--exclude-newer", before] if before else []
        subprocess.run([*uv, "pip", "install", "--quiet", "--python", made, *dated, *requirements], check=True)
        return
    if before:
        raise RuntimeError("an environment of an earlier day needs uv: install it")
    subprocess.run([interpreter, "-m", "venv", str(folder)], check=True)
    subprocess.run([made, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements], check=True)


def _uv() -> list[str] | None:
    found = shutil.which("uv")
    if found:
        return [found]
    return [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else None


if __name__ == "__main__":
    print(environment(sys.argv[1], sys.argv[2:]))
