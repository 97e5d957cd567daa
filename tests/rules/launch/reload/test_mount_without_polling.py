"""launch-mount-without-polling."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import SHOP, fixed, seen

RULE = "launch-mount-without-polling"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "a Windows drive": (
        {**SHOP, "compose.yml": "services:\n  a:\n    image: x\n    command: streamlit run app.py\n    volumes:\n      - C:\\work:/app\n"},
        [("warning", "compose.yml", 6)],
        {},
    ),
    "a network volume": (
        {**SHOP, "compose.yml": "services:\n  a:\n    image: x\n    command: uvicorn shop.main:app --reload --reload-dir shop\n    volumes: [code:/app]\nvolumes:\n  code:\n    driver_opts: {type: nfs, o: 'addr=10.0.0.1', device: ':/x'}\n"},
        [("warning", "compose.yml", 5)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "polled on Windows": {"compose.yml": "services:\n  a:\n    command: streamlit run app.py\n    image: x\n    environment: {STREAMLIT_SERVER_FILE_WATCHER_TYPE: poll}\n    volumes: ['C:\\work:/app']\n"},
    "a folder of this machine": {"compose.yml": "services:\n  a:\n    command: streamlit run app.py\n    image: x\n    volumes: ['.:/app']\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
