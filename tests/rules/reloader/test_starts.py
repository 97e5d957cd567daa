"""The starts of dev servers, read once for all rules."""

from __future__ import annotations

from watchlint.facts.repository.repository import Repository
from watchlint.rules.reloader.starts import launches


def test_those_of_tests_are_left_out(repository):
    tree = repository(
        {"Procfile": "web: uvicorn main:app --reload\n", "tests/run.sh": "uvicorn test:app --reload\n", "main.py": ""}
    )
    opened = Repository(str(tree))
    assert [(one.server, one.path) for one in launches(opened)] == [("uvicorn", "Procfile")]
    assert launches(opened) is launches(opened)
