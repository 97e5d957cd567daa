"""A walked tree: its numbers and the view of it."""

from __future__ import annotations

import os
from pathlib import Path

from watchlint.facts.folders.walk import walk


def make(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True, exist_ok=True)
    return root


def link(root: Path, name: str, target: str) -> None:
    (root / name).symlink_to(target)


def build(root: Path, folders: str, links: dict[str, str]) -> Path:
    make(root, ".", *folders.split())
    for name, target in links.items():
        link(root, name, target)
    return root


def test_totals_and_the_view(tmp_path):
    root = build(tmp_path / "root", "node_modules/a/b node_modules/c .git/refs src/__pycache__ env/lib data/x", {})
    (root / "env" / "pyvenv.cfg").write_text("")
    (root / "src" / "app.py").write_text("")
    walked = walk([(str(root), True)])
    view = {os.path.relpath(line.path, root): (line.watches, line.kind, line.depth) for line in walked.top(smallest=0)}
    assert view == {
        ".": (13, "", 0),
        "node_modules": (4, "node_modules", 1),
        ".git": (2, "git", 1),
        "src": (2, "", 1),
        "src/__pycache__": (1, "cache", 2),
        "env": (2, "virtual environment", 1),
        "data": (2, "data", 1),
        "data/x": (1, "data", 2),
    }
    assert walked.totals[0] == len(walked) == 13


def test_the_view_shows_links_where_they_are(tmp_path):
    make(tmp_path, "outside/x")
    root = build(tmp_path / "root", "app", {"app/media": "../../outside"})
    walked = walk([(str(root), True)], follow_links=True)
    shown = {os.path.relpath(line.path, root): line.watches for line in walked.top(smallest=0)}
    assert shown["app"] == 3
    assert shown["app/media"] == 2
