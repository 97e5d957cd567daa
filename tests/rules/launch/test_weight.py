"""What lies in a folder that a server watches and holds no code of the app's."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.places.resolver import NOWHERE, Place
from watchlint.facts.repository.near import NearRepository
from watchlint.rules.launch import weight

FILES = {
    "app.py": "", "node_modules/kit/lib/x": "", "env/pyvenv.cfg": "", "env/lib/x": "", "web/node_modules/x": "", "web/src/data/x": "",
    ".hidden/data/x": "", "datas/x": "", "data.txt": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("", ["node_modules (3 folders)", "env (2 folders)", "web/node_modules (1 folders)"]),
        ("web", ["node_modules (1 folders)", "src/data (1 folders)"]),
        ("datas", []),
        ("gone", []),
    ],
)
def test_at_most_one_folder_down_the_largest_first(folder, below, expected):
    assert [str(one) for one in weight.below(NearRepository(str(folder(FILES))), below)] == expected


def test_a_link_is_no_folder(folder):
    tree = folder({"data/x": ""}, name="elsewhere")
    here = folder({"x": ""}, name="here")
    (here / "data").symlink_to(tree.path / "data")
    assert weight.below(NearRepository(str(here)), "") == []


@pytest.mark.parametrize(("path", "folders"), [("node_modules", 3), ("env/lib", 1), ("gone", 0), ("app.py", 0)])
def test_count(folder, path, folders):
    assert weight.count(NearRepository(str(folder(FILES))), path) == folders


def test_of_a_start_whose_folder_nobody_knows_nothing_is_said(folder):
    repository = NearRepository(str(folder(FILES)))
    assert weight.of(repository, NOWHERE) == []
    assert [one.path for one in weight.of(repository, Place("", True))] == ["node_modules", "env", "web/node_modules"]
