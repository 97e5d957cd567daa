"""The nodes of a treemap, on small trees; that every watch is in one leaf is in test_moves.py."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict, treemap

RUN = {
    "Procfile": "web: streamlit run app.py\n",
    "requirements.txt": "streamlit==1.67.0\nwatchdog==7.0.0\n",
    "app.py": "",
}
TREE = {**RUN, "data/a/x": "", "data/b/x": "", "node_modules/m/x": ""}


@pytest.fixture
def nodes(folder, monkeypatch, tmp_path):
    """[(id, parent, label, watches, kind, path)] of the server that these files start."""
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))

    def call(files: dict[str, str], most: int) -> list[tuple]:
        tree = folder(files)
        (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
        found = treemap.nodes(one, os.path.realpath(str(tree)), most)
        names = {node.id: node.path if node.kind != "rest" else f"{node.path}…" for node in found}
        return [(names[node.id], names.get(node.parent, node.parent), *node[2:5]) for node in found]

    return call


def test_every_folder(nodes):
    assert sorted(nodes(TREE, 100)) == [
        (".", "", "plain", 6, ""),
        (".…", ".", "the folder itself", 1, "rest"),
        ("data", ".", "data", 3, "data"),
        ("data/a", "data", "a", 1, "data"),
        ("data/b", "data", "b", 1, "data"),
        ("data…", "data", "the folder itself", 1, "rest"),
        ("node_modules", ".", "node_modules", 2, "node_modules"),
        ("node_modules/m", "node_modules", "m", 1, "node_modules"),
        ("node_modules…", "node_modules", "the folder itself", 1, "rest"),
    ]


def test_the_smaller_ones_are_one(nodes):
    assert sorted(nodes(TREE, 2)) == [
        (".", "", "plain", 6, ""),
        (".…", ".", "itself and 2 smaller", 3, "rest"),
        ("data", ".", "data", 3, "data"),
    ]


def test_several_roots_have_a_frame(nodes, tmp_path):
    other = tmp_path / "other"
    (other / "x").mkdir(parents=True)
    config = {".streamlit/config.toml": f'[server]\nfolderWatchList = ["{other}"]\n'}
    release = {"requirements.txt": "streamlit==1.67.0\nwatchdog==6.0.0\n"}
    found = nodes({**RUN, **release, **config}, 100)
    beside = str(other)
    assert found[0] == ("", "", "streamlit", 4, "")
    assert [row for row in found if row[1] == "" and row[0]] == [
        (".", "", "plain", 2, ""),
        (beside, "", beside, 2, "data"),
    ]
