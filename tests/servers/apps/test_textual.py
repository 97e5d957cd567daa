"""textual run --dev: it polls the files of its styles."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers.running import recognise


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("textual colors", []),
        ("textual run app.py", [("textual", "app.py", False)]),
        ("textual run --dev app.py", [("textual", "app.py", True)]),
        ("textual serve --dev -c 'python app.py'", [("textual", "python app.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [({}, None), ({"TEXTUAL": "debug"}, None), ({"TEXTUAL": "devtools"}, True), ({"TEXTUAL": "debug,devtools"}, True)],
)
def test_an_app_that_took_its_place_is_known_by_a_variable(environ, expected):
    found = recognise(["python", "app.py"], environ)
    assert (found and (found.server, found.reloads)) == (expected and ("textual", True))


def test_an_edit_of_python_starts_nothing(folder):
    plan = live("textual", "run --dev app.py", folder({"app.py": ""}))
    assert plan.roots == () and "an edit of Python code starts nothing again" in plan.notes[0]
