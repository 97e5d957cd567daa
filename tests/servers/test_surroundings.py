"""What a server finds around it."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers.surroundings import Surroundings
from watchlint.settings import Settings

VENV = {
    ".venv/pyvenv.cfg": "home = /nowhere\ninclude-system-site-packages = false\n",
    ".venv/bin/python": "",
    ".venv/lib/python3.12/site-packages/watchdog/__init__.py": "",
    ".venv/lib/python3.12/site-packages/watchdog-6.0.0.dist-info/METADATA": "",
    ".venv/lib/python3.12/site-packages/alone.py": "",
}


def around(tree, below=""):
    return Surroundings(NearRepository(str(tree)), Settings(), below=below)


@pytest.mark.parametrize(
    ("requirements", "release"),
    [
        ("", None),
        ("watchdog\n", None),
        ("watchdog>=6\n", None),
        ("watchdog==6.0.0\n", (6, 0, 0)),
        ("watchdog == 6.0.0 ; python_version > '3'\n", (6, 0, 0)),
        ("watchdog==6.0.0\nwatchdog==7.0.0\n", None),
        ("watchdog<7\n", None),
    ],
)
def test_the_release_that_files_pin(folder, requirements, release):
    found = around(folder({"requirements.txt": requirements}))
    assert found.release("watchdog") == release
    assert found.has("watchdog") is (True if requirements else None)


def test_a_lock_file_counts_before_other_pins(folder):
    lock = 'version = 1\n[[package]]\nname = "watchdog"\nversion = "7.1.0"\n'
    tree = folder(
        {"uv.lock": lock, "requirements.txt": "watchdog==6.0.0\n", "pyproject.toml": "[project]\nname = 'x'\n"}
    )
    assert around(tree).release("watchdog") == (7, 1, 0)


def test_what_is_installed_counts_first(folder):
    tree = folder({**VENV, "requirements.txt": "watchdog==7.1.0\nwatchfiles\n"})
    (tree / ".venv/bin/python").chmod(0o755)
    found = around(tree)
    assert found.near() is found.near() and found.release("watchdog") == (6, 0, 0)
    assert (found.has("watchdog"), found.has("watchfiles"), found.has("Kit", "alone")) == (True, False, True)
    assert (
        found.installed_names() >= {"watchdog", "alone"} and "watchdog-6.0.0.dist-info" not in found.installed_names()
    )


def test_the_environment_of_the_folder_that_is_asked_for_comes_first(folder):
    inner = {f"api/{name}": text for name, text in VENV.items()}
    tree = folder({**VENV, **inner})
    for path in (".venv/bin/python", "api/.venv/bin/python"):
        (tree / path).chmod(0o755)
    assert around(tree, "api").executable == os.path.join(str(tree), "api/.venv/bin/python")
    assert around(tree, "web").executable == os.path.join(str(tree), ".venv/bin/python")


@pytest.mark.parametrize(("files", "wanted"), [({"x.py": ""}, []), ({"src/shop/__init__.py": ""}, ["src"])])
def test_without_an_interpreter_src_is_where_it_imports_from(folder, files, wanted):
    tree = folder(files)
    assert [os.path.relpath(path, str(tree)) for path in around(tree).import_roots()] == wanted
    assert around(tree).whole() is None and around(tree).installed_names() == set()


def test_only_variables_that_python_obeys(folder, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "lib")
    monkeypatch.setenv("SECRET", "x")
    found = around(folder({})).environ()
    assert found["PYTHONPATH"] == "lib" and "SECRET" not in found
