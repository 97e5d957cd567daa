"""launch-run-on-save-misread."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, seen

RULE = "launch-run-on-save-misread"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "run on save": (
        {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV STREAMLIT_SERVER_RUN_ON_SAVE=false\n"},
        [("info", "Dockerfile", 4)],
        {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "run on save, watcher off": {".env.prod": "STREAMLIT_SERVER_RUN_ON_SAVE=false\nSTREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n"},
    "run on save, watcher in the configuration": {".env.prod": "STREAMLIT_SERVER_RUN_ON_SAVE=false\n", ".streamlit/config.toml": "[server]\nfileWatcherType = \"poll\"\n"},
    "true": {".env.prod": "STREAMLIT_SERVER_RUN_ON_SAVE=true\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
