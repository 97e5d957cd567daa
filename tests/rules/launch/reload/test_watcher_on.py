"""launch-watcher-on."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, seen

RULE = "launch-watcher-on"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "a Procfile, and not the one for development": (
        {"Procfile": "web: streamlit run app.py\n", "Procfile.dev": "web: streamlit run app.py\n"},
        [("error", "Procfile", 1)],
        {},
    ),
    "supervisord": (
        {"supervisord.conf": "[program:web]\ncommand=uvicorn shop.main:app --reload\n"},
        [("error", "supervisord.conf", 2)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE, profile="production") == expected
    assert fixed(repository, files, RULE, profile="production") == after


CLEAN = {
    "no reloader": {"Procfile": "web: uvicorn shop.main:app\n"},
    "its own configuration says it": {"Procfile": "web: streamlit run app.py\n", ".streamlit/config.toml": "[server]\nfileWatcherType = \"auto\"\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE, profile="production") == []
