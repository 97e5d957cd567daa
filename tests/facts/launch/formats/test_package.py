"""package.json: what its scripts start."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"scripts": {"dev": "vite", "api": "cd api && flask run"}}', [("vite", "web", {}), ("flask run", "web/api", {})]),
        ('{"scripts": {"dev": "FLASK_DEBUG=1 flask run"}}', [("flask run", "web", {"FLASK_DEBUG": "1"})]),
        ('{"scripts": {"dev": null, "x": {}}, "dev": "vite"}', [("null", "web", {})]),
        ('{"scripts": "vite"}', []),
        ('{"name": "x"}', []),
        ("{", []),
    ],
)  # fmt: skip
def test_commands(text, wanted):
    assert commands("web/package.json", text) == wanted


def test_assignments():
    assert variables("package.json", '{"scripts": {"dev": "FLASK_DEBUG=1 flask run", "x": 1}}') == [
        ("FLASK_DEBUG", "1")
    ]
