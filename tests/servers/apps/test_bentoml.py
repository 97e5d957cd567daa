"""bentoml serve --reload: its working folder, with all below."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, roots, starts

FILES = {"service.py": "", "api/service.py": "import near\n", "api/near.py": "", "other/x": ""}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bentoml build", []),
        ("bentoml serve service:Empty", [("bentoml", "service:Empty", False)]),
        ("bentoml serve --reload --production service:Empty", [("bentoml", "service:Empty", True)]),
        ("bentoml serve-grpc --reload", [("bentoml", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("serve service:Empty --reload", "."),
        ("serve --reload", "."),
        ("serve api --reload", "api"),  # a folder is its working one
        ("serve service:Empty --reload --working-dir api", "api"),
        ("serve api --reload --working-dir other", "other"),
    ],
)
def test_its_folder(folder, tmp_path, words, wanted):
    tree = folder(FILES)
    plan = live("bentoml", words, tree, {"watchfiles": "1.1.0"}, tmp_path)
    assert roots(plan, tree) == [wanted] and plan.certain


def test_it_brings_watchfiles(folder):
    tree = folder(FILES)
    plan, files, *_ = planned("bentoml", "serve service:Empty --reload --working-dir api", tree, "service:Empty")
    assert roots(plan, tree) == ["api"] and plan.certain
    assert sorted(os.path.relpath(path, tree.path) for path in files) == ["api/near.py", "api/service.py"]
