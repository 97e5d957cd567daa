"""pytest-watch: its folders, less those that are ignored in them."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch.predict import predict

FILES = {"a/x": "", "b/x": "", "c/d/x": ""}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", ["."]), ("a b", ["a", "b"]), ("--ignore a", [".", "b", "c"]), ("--ignore a --ignore b", [".", "c"]), ("--ignore gone", ["."]),
        ("a -- --ignore b", ["a"]), ("--ignore a gone", []),
    ],
)  # fmt: skip
def test_its_folders(folder, tmp_path, words, wanted):
    tree = folder(FILES)
    found = roots(live("pytest-watch", words, tree, {"watchdog": "6.0.0", "pytest": "8.0.0"}, tmp_path), tree)
    assert [path for path in found if path != "gone"] == wanted


@pytest.mark.parametrize(
    ("files", "release", "ends"),
    [
        ({}, "8.4.0", False), ({"pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-q'\n"}, "8.4.0", False),
        ({"pyproject.toml": "[tool.pytest.ini_options]\nx = [\n'a',\n]\n"}, "8.4.0", True), ({"pyproject.toml": "[project]\nx = [\n'a',\n]\n"}, "8.0.0", False),
        ({"pyproject.toml": "[project]\nx = [\n'a',\n]\n"}, "8.1.0", True), ({"pyproject.toml": "x = [\n'a',\n]\n", "pytest.ini": ""}, "8.4.0", False),
    ],
)  # fmt: skip
def test_it_ends_at_a_file_that_it_can_not_read(folder, files, release, ends):
    tree = folder(
        {**FILES, **files, "Procfile": "test: pytest-watch\n", "requirements.txt": f"pytest-watch\npytest=={release}\n"}
    )
    found = predict(NearRepository(str(tree)), Settings())
    assert (len(found.servers), len(found.absent)) == ((0, 1) if ends else (1, 0))
    assert not ends or found.absent[0].startswith("pytest-watch ends at its start")
