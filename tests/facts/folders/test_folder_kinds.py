"""What a folder is."""

from __future__ import annotations

import pytest

from watchlint.facts.folders.folder_kinds import kind

KINDS = [
    (".git", {}, "git"),
    (".hg", {}, "git"),
    ("git", {"a.py": ""}, ""),
    ("node_modules", {"a.py": ""}, "node_modules"),
    ("__pycache__", {}, "cache"),
    (".mypy_cache", {}, "cache"),
    ("cache", {"a.py": ""}, ""),
    ("env", {"pyvenv.cfg": "", "a.py": ""}, "virtual environment"),
    ("venv", {"a.py": ""}, ""),
    ("data", {"x.csv": ""}, "data"),
    ("data", {"load.py": ""}, ""),
    ("data", {"below/load.py": ""}, ""),
    ("data", {".git/hooks.py": ""}, "data"),
    ("frontend", {"src/main.tsx": ""}, ""),
    ("docs", {"index.md": ""}, ""),
    ("data", {"notes.txt": "", "x.json": ""}, "data"),
    ("empty", {}, "data"),
]


@pytest.mark.parametrize("name, files, expected", KINDS)
def test_kinds(tmp_path, name, files, expected):
    folder = tmp_path / name
    folder.mkdir()
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    assert kind(str(folder)) == expected


def test_a_folder_that_is_gone_has_no_source(tmp_path):
    assert kind(str(tmp_path / "gone")) == "data"
