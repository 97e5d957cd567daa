"""launch-no-workdir."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import SHOP, fixed, seen

RULE = "launch-no-workdir"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "no WORKDIR": (
        {"Dockerfile": "FROM python:3.13\nENV PYTHONDONTWRITEBYTECODE=1\nCOPY app.py .\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
        [("error", "Dockerfile", 4)],
        {},
    ),
    "uvicorn, with watchfiles": (
        {**SHOP, "Dockerfile": "FROM python\nCOPY . .\nCMD uvicorn shop.main:app --reload\n"},
        [("error", "Dockerfile", 3)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "an image that may set WORKDIR": {"Dockerfile": "FROM tiangolo/uvicorn\nENV PYTHONDONTWRITEBYTECODE=1\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
    "an app in a folder below /": {"Dockerfile": "FROM python\nENV PYTHONDONTWRITEBYTECODE=1\nCMD [\"streamlit\", \"run\", \"/srv/app.py\"]\n"},
    "WORKDIR of the stage above": {"Dockerfile": "FROM python AS a\nWORKDIR /x\nENV PYTHONDONTWRITEBYTECODE=1\nFROM a\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
    "no watcher in the root": {"Dockerfile": "FROM python\nCMD streamlit run app.py --server.fileWatcherType none\n"},
    "a server that polls": {"Dockerfile": "FROM python\nCMD uvicorn shop.main:app --reload\n", "requirements.txt": "uvicorn\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
