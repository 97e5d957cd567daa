"""launch-variable-value."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, seen

RULE = "launch-variable-value"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "polling": (
        {".env.prod": "STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling\n"},
        [("error", ".env.prod", 1)],
        {".env.prod": "STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll\n"},
    ),
    "None": (
        {".env.prod": "STREAMLIT_SERVER_FILE_WATCHER_TYPE='None'\n"},
        [("error", ".env.prod", 1)],
        {".env.prod": "STREAMLIT_SERVER_FILE_WATCHER_TYPE='none'\n"},
    ),
    "a watcher nobody knows": (
        {".env.prod": "STREAMLIT_SERVER_FILE_WATCHER_TYPE=inotify\n"},
        [("error", ".env.prod", 1)],
        {},
    ),
    "a list in JSON": (
        {"Dockerfile": "FROM x\nENV STREAMLIT_SERVER_FOLDER_WATCH_LIST='[\"/a\", \"/b\"]'\n"},
        [("error", "Dockerfile", 2)],
        {"Dockerfile": "FROM x\nENV STREAMLIT_SERVER_FOLDER_WATCH_LIST='/a /b'\n"},
    ),
    "a list with commas, unquoted": (
        {"run.sh": "export STREAMLIT_SERVER_FOLDER_WATCH_LIST=/a,/b\n"},
        [("error", "run.sh", 1)],
        {},
    ),
    "no truth value": (
        {".env.prod": "STREAMLIT_SERVER_HEADLESS=maybe\n"},
        [("error", ".env.prod", 1)],
        {},
    ),
    "polling that zero turns on": (
        {".env.prod": "WATCHFILES_FORCE_POLLING=0\n"},
        [("error", ".env.prod", 1)],
        {".env.prod": "WATCHFILES_FORCE_POLLING=false\n"},
    ),
    "in a Kubernetes manifest": (
        {"k8s/web.yaml": "kind: Pod\nspec:\n  containers:\n    - env:\n        - name: WATCHFILES_FORCE_POLLING\n          value: '0'\n"},
        [("error", "k8s/web.yaml", 5)],
        {"k8s/web.yaml": "kind: Pod\nspec:\n  containers:\n    - env:\n        - name: WATCHFILES_FORCE_POLLING\n          value: 'false'\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "a value from elsewhere": {"compose.yml": "services:\n  a:\n    environment:\n      STREAMLIT_SERVER_FILE_WATCHER_TYPE: ${X:-polling}\n      PYTHONDONTWRITEBYTECODE: ${Y:-0}\n"},
    "a list with blanks": {".env.prod": "STREAMLIT_SERVER_FOLDER_WATCH_LIST=\"/a /b\"\n"},
    "empty is not set": {".env.prod": "STREAMLIT_SERVER_HEADLESS=\nPYTHONDONTWRITEBYTECODE=\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
