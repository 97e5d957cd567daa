"""What a container holds of a repository: a path in it, and the path here."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.places.tree import Tree
from watchlint.facts.launch.places.world import (
    Found,
    Mount,
    World,
    found_in,
    holds,
    is_ignored,
    missing,
    origin_of,
    path_in,
)
from watchlint.facts.repository.near import NearRepository

FILES = {"main.py": "", "web/a/x": "", "web/b/x": "", "data/x": "", "node_modules/p/x": ""}
ALL = Mount("/app", "")
COPY = Mount("/app", "", ("", ("node_modules", "*.md")))


@pytest.fixture
def tree(folder):
    return Tree(NearRepository(str(folder(FILES))))


# (mounts, folder of the container, what it is here)
CASES = [
    ([ALL], "/app", Found("", True)),
    ([ALL], "/app/web/", Found("web", True)),
    ([ALL], "/app/gone", None),
    ([ALL], "/srv", None),
    ([COPY], "/app", Found("", False)),
    ([Mount("/app", None)], "/app", None),
    ([ALL, Mount("/app/data", None)], "/app", Found("", False)),
    ([ALL, Mount("/app/data", "data")], "/app", Found("", True)),
    ([ALL, Mount("/app", "web")], "/app", Found("web", True)),
    ([Mount("/app/main.py", "main.py"), Mount("/app/web", "web")], "/app", Found("", False, ("main.py", "web"))),
    ([Mount("/app/a", "web/a"), Mount("/app/b", "web/b")], "/app", Found("web", False, ("a", "b"))),
    ([Mount("/app/a", "web/a"), Mount("/app/main.py", "main.py")], "/app", None),
    ([Mount("/app/a", "web/b")], "/app", None),
    ([Mount("/app/x", None)], "/app", None),
]


@pytest.mark.parametrize(("mounts", "path", "wanted"), CASES)
def test_found_in(tree, mounts, path, wanted):
    assert found_in(World(tuple(mounts), None), path, tree) == wanted


@pytest.mark.parametrize(
    ("mounts", "path", "origin", "held", "here"),
    [
        ([ALL], "/app/main.py", "main.py", True, "main.py"),
        ([ALL], "/app/gone", "gone", False, None),
        ([ALL], "/srv/x", "", False, None),
        ([COPY], "/app/node_modules/p", "", False, "node_modules/p"),
        ([Mount("/app", None)], "/app/x", None, None, None),
        ([ALL, Mount("/app/web", None)], "/app/web/a", None, None, "web/a"),
    ],
)
def test_a_path(tree, mounts, path, origin, held, here):
    world = World(tuple(mounts), None)
    assert (origin_of(world, path), holds(world, path, tree), path_in(world, path, tree)) == (origin, held, here)


@pytest.mark.parametrize(
    ("mounts", "wanted"),
    [
        ([ALL], []),
        ([COPY], ["node_modules"]),
        ([Mount("/app/web/a", "web/a")], ["data", "node_modules", "web/b"]),
        ([Mount("/app", "", ("", ("web", "!web/a")))], ["web/b"]),
        ([Mount("/app", "", ("", ("**/b",)))], ["web/b"]),
        ([ALL, Mount("/app/web", None)], []),  # what it has there is not known
    ],
)
def test_missing(tree, mounts, wanted):
    assert list(missing(World(tuple(mounts), None), "/app", "", tree)) == wanted


@pytest.mark.parametrize(
    ("path", "patterns", "wanted"),
    [
        ("a/b", ("a",), True), ("a/b", ("b",), False), ("a/b", ("**/b",), True), ("b", ("**/b",), True), ("a/b.md", ("*.md",), False),
        ("b.md", ("*.md",), True), ("a/b", ("a/*",), True), ("a/b/c", ("a/**",), True), ("a/b", ("a", "!a/b"), False),
        ("ab", ("a",), False), ("ab", ("a?",), True), ("a/b", ("/a/",), True), ("a", ("./a",), True), ("a/b", (), False),
    ],
)  # fmt: skip
def test_is_ignored(path, patterns, wanted):
    assert is_ignored(path, "", patterns) is wanted


def test_patterns_are_of_the_folder_it_is_built_from():
    assert is_ignored("web/a", "web", ("a",)) and not is_ignored("a", "web", ("a",))
