"""What every program of Node.js shares: its settings, its release, the globs that it passes over."""

from __future__ import annotations

import re

import pytest

from watchlint.servers.model import Way
from watchlint.servers.watchers import node

# glob -> (what it finds, what it does not)
GLOBS = {
    "data": (["/data", "/data/x"], ["/src/data", "/database"]),
    "./data/": (["/data", "/data/x"], ["/src/data"]),
    "**/data/**": (["/data", "/data/x", "/src/data/x"], ["/database"]),
    "**/data": (["/data", "/src/data"], ["/database"]),
    "src/*/x": (["/src/a/x"], ["/src/a/b/x"]),
    "src/**/x": (["/src/x", "/src/a/b/x"], ["/src/a/b/y"]),
    "a?c": (["/abc"], ["/ac", "/a/c"]),
    "{data,tmp*}": (["/data", "/tmp1/x"], ["/dat"]),
    "a.b": (["/a.b"], ["/axb"]),
    "a**b": (["/a/x/b"], ["/a/x/c"]),
}


@pytest.mark.parametrize("glob", GLOBS)
def test_a_glob_is_an_expression(glob):
    (expression,) = node.globs(["", glob])
    found, other = GLOBS[glob]
    assert [path for path in (*found, *other) if re.search(expression, path)] == found


def test_a_name_is_found_anywhere():
    (expression,) = node.named("a.b")
    assert [path for path in ("/a.b", "/x/a.b/c", "/axb", "/a.bc") if re.search(expression, path)] == [
        "/a.b",
        "/x/a.b/c",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("[1]", {}),
        ("{", {}),
        ("[" * 100_000, {}),
        ('{"a": 1}', {"a": 1}),
        ('// why\n{"a": 1, /* x */}\n', {"a": 1}),
    ],
)
def test_settings(tmp_path, text, found):
    (tmp_path / "x.json").write_text(text)
    assert node.settings(str(tmp_path / "x.json")) == found
    assert node.settings(str(tmp_path / "gone.json")) == {}


@pytest.mark.parametrize(("said", "release"), [('"5.9.3"', (5, 9, 3)), ('"5.0.0-beta.1"', (5, 0, 0)), ("5", ())])
def test_the_release_is_that_of_the_nearest_package(folder, said, release):
    tree = folder({"node_modules/kit/package.json": f'{{"version": {said}}}', "web/app/x": ""})
    assert node.release("kit", str(tree / "web/app")) == release == node.release("kit", str(tree))
    (tree / "web/node_modules/kit").mkdir(parents=True)
    (tree / "web/node_modules/kit/package.json").write_text('{"version": "1.2"}')
    assert node.release("kit", str(tree / "web/app")) == (1, 2)
    assert node.release("nowhere-installed", str(tree)) == ()


@pytest.mark.parametrize(
    ("polling", "said"),
    [
        (None, ""),
        (Way("x", variable=("A", "1")), "export A=1  # then start process again"),
        (Way("x", words=("-L",)), "process -L x.js"),
    ],
)
def test_how_it_is_made_to_poll(polling, said):
    known = node.Node()
    known.polling = polling
    assert known.to_poll(["x.js"], "") == said


def test_watchman_is_a_program(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not node.has_watchman({})
    (tmp_path / "watchman").write_text("#!/bin/sh\n")
    (tmp_path / "watchman").chmod(0o755)
    assert node.has_watchman({})
