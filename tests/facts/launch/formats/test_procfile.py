"""Procfiles: a process a line."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("web: flask run\nworker: rq worker\n", [("flask run", "web", {}), ("rq worker", "web", {})]),
        ("web:flask run\r\n", [("flask run", "web", {})]),
        ("\ufeffweb: flask run", [("flask run", "web", {})]),
        ("web: cd x && FLASK_DEBUG=1 flask run\n", [("flask run", "web/x", {"FLASK_DEBUG": "1"})]),
        ("# web: flask run\n\nno process\n", []),
        ("web:\n", []),
    ],
)
def test_commands(text, wanted):
    assert commands("web/Procfile", text) == wanted


def test_assignments():
    assert variables("Procfile.dev", "web: FLASK_DEBUG=1 flask run\n# FLASK_DEBUG=2\n") == [("FLASK_DEBUG", "1")]
