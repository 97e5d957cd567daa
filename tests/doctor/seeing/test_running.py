from __future__ import annotations

import os

import pytest

from watchlint.doctor.seeing import running as seeing
from watchlint.doctor.seeing.running import concerns, examine
from watchlint.servers.start import Running


@pytest.mark.parametrize(
    "cwd, words, expected",
    [
        ("/p", [], True),
        ("/p/app", [], True),
        ("/", ["p/app.py"], True),
        ("/q", ["/p/app.py"], True),
        ("/q", ["app.py"], False),
        ("/", ["app.py"], False),
        ("/pp", [], False),
        ("", ["app.py"], False),
    ],
)
def test_which_servers_have_to_do_with_a_folder(cwd, words, expected):
    running = Running("uvicorn", [7], words, False, cwd, "", {}, "S", True)
    assert concerns(running, "/p") is expected


@pytest.mark.parametrize(
    "words, expected",
    [
        ("auto-restart -R echo", []),
        ("auto-restart -p *.py echo", []),
        ("auto-restart -R -p **/*.py echo", []),
        ("auto-restart -R -p *.py echo", ["*.py", "src/b.py"]),
        ("auto-restart -R -d src -p src/*.py echo", []),
        ("auto-restart -R -d {0}/src -p *.py echo", ["*.py", "b.py"]),
    ],
)
def test_which_file_watchmedo_does_not_hear(words, expected, folder):
    tree = folder({"a.py": "", "src/b.py": "", ".venv/pyvenv.cfg": "", ".venv/lib/c.py": ""})
    given = words.format(tree.path).split()
    server = Running("watchmedo", [os.getpid()], given, False, str(tree.path), "", {}, "S", False)
    assert examine(server, str(tree.path))["unmatched"] == expected


@pytest.mark.parametrize(("age", "load", "held"), [(3, 40, 1), (3, 0, 0), (90, 40, 0)])
def test_one_that_has_just_started_is_looked_at_again(age, load, held, folder, monkeypatch):
    """It works, and watches nothing yet: nobody is told that its observer could not start."""
    tree, looked = folder({"main.py": ""}), []

    def marks(pids):
        looked.append(pids)
        status = os.stat(tree.path)
        return {(status.st_dev, status.st_ino)} if len(looked) > 3 else set()

    monkeypatch.setattr(seeing.held_watches, "held_marks", marks)
    monkeypatch.setattr(seeing.working, "load", lambda pids: load)
    monkeypatch.setattr(seeing.working, "age", lambda pid: age)
    server = Running("granian", [os.getpid()], ["main:app", "--reload"], False, str(tree.path), "", {}, "S", True)
    assert examine(server, str(tree.path))["held"] == held
