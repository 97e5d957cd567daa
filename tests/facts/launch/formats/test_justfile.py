"""Justfiles: what the recipes start, where, and with which variables."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

CASES = {
    "": [],
    "ui:\n    flask run\n": [("flask run", "web", {})],
    "ui: build\n  @flask run\n\nbuild:\n  -make\n": [("flask run", "web", {}), ("make", "web", {})],
    "@ui:\n    flask run\n": [("flask run", "web", {})],
    "ui:\n    # flask run\n": [],
    "ui:\n    flask \\\n      run\n": [("flask run", "web", {})],
    "ui:\r\n    flask run\r\n": [("flask run", "web", {})],
    # parameters, also with a default
    "ui port:\n    flask run -p {{port}}\n": [("flask run -p {{port}}", "web", {})],
    "ui port='5000':\n    flask run -p {{port}}\n": [("flask run -p {{port}}", "web", {})],
    "ui *args='':\n    flask run {{args}}\n": [("flask run {{args}}", "web", {})],
    "ui url='http://x':\n    flask run\n": [("flask run", "web", {})],
    # a line is a shell of its own
    "ui:\n    cd x\n    flask run\n": [("flask run", "web", {})],
    "ui:\n    cd x && flask run\n": [("flask run", "web/x", {})],
    # a recipe that is a script is one shell
    "ui:\n    #!/usr/bin/env bash\n    cd x\n    flask run\n": [("flask run", "web/x", {})],
    "ui:\n    #!/usr/bin/env python3\n    flask run\n": [],
    # variables
    "app := 'a.py'\nui:\n    python {{app}} {{ other }}\n": [("python a.py {{ other }}", "web", {})],
    "app := 'a' + 'b'\nui:\n    python {{app}}\n": [("python {{app}}", "web", {})],
    "export A := '1'\nB := '2'\nui:\n    flask run\n": [("flask run", "web", {"A": "1"})],
    "set export\nA := '1'\nui:\n    flask run\n": [("flask run", "web", {"A": "1"})],
    "set export := false\nA := '1'\nui:\n    flask run\n": [("flask run", "web", {})],
    # folders
    "set working-directory := 'app'\nui:\n    flask run\n": [("flask run", "web/app", {})],
    "[working-directory: 'app']\nui:\n    flask run\nb:\n    a\n": [("flask run", "web/app", {}), ("a", "web", {})],
    "[group('x')]\n[working-directory('app')]\n# why\nui:\n    flask run\n": [("flask run", "web/app", {})],
    "[no-cd]\nui:\n    flask run\n": [("flask run", "", {})],
    "[no-cd]\n[private]\n# why\nui:\n    flask run\n": [("flask run", "", {})],
    "[no-cd]\na:\n    x\nui:\n    flask run\n": [("x", "", {}), ("flask run", "web", {})],
}


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("web/justfile", text) == CASES[text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("export FLASK_DEBUG := '1'\n", [("FLASK_DEBUG", "1")]),
        ("FLASK_DEBUG := env('X')\n", [("FLASK_DEBUG", "env('X')")]),
        ("ui:\n    FLASK_DEBUG=1 flask run\n", [("FLASK_DEBUG", "1")]),
        ("ui:\n    echo FLASK_DEBUG=1\n", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("justfile", text) == wanted
