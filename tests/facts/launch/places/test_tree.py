"""A repository's files as the resolver asks for them."""

from __future__ import annotations

import os

import pytest

from tests.conftest import needs_links
from watchlint.facts.launch.kinds import COMPOSE
from watchlint.facts.launch.places.tree import Tree
from watchlint.facts.repository.near import NearRepository

FILES = {"a.py": "A = 1\n", "web/b.py": "", "web/sub/c.py": "", "compose.yml": "services: {}\n", "empty.yml": ""}


@pytest.fixture
def tree(folder):
    return Tree(NearRepository(str(folder(FILES))))


@pytest.mark.parametrize(
    ("path", "there", "is_folder"),
    [("", True, True), ("a.py", True, False), ("web", True, True), ("gone", False, False), ("..", False, False), ("../x", False, False)],
)  # fmt: skip
def test_what_is_there(tree, path, there, is_folder):
    assert tree.is_there(path) is there and tree.is_folder(path) is is_folder


def test_nothing_outside_is_read(tree, tmp_path):
    (tmp_path / "secret").write_text("x")
    assert tree.read("a.py") == b"A = 1\n" and tree.read("../secret") is None


@needs_links
def test_folders_are_those_that_are_no_links(tree):
    os.symlink("sub", tree.repository.absolute("web/link"))
    assert (tree.folders("web"), tree.folders(""), tree.folders("gone")) == (["sub"], ["web"], [])


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [("*.py", ["a.py"]), ("web/*", ["web/b.py", "web/sub"]), ("web/?.py", ["web/b.py"]), ("gone/*", [])],
)
def test_a_star_stays_in_one_folder(tree, pattern, wanted):
    assert tree.matching(pattern) == wanted


def test_a_source_is_read_once(tree):
    source = tree.source("compose.yml", COMPOSE)
    assert source is not None and tree.source("compose.yml", COMPOSE) is source
    assert tree.source("gone.yml", COMPOSE) is None and tree.source("empty.yml", COMPOSE) is None


def test_a_folder_that_a_fix_will_make_is_one(folder):
    repository = NearRepository(str(folder(FILES)))
    assert Tree(repository.overlay({"new/x": b""})).is_folder("new") and not Tree(repository).is_folder("new")
