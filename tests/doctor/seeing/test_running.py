from __future__ import annotations

import os

import pytest

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
