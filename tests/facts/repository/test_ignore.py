"""git's verdict on a path, with the line that gives it; and pathspec's where there is no git."""

from __future__ import annotations

import os
import shutil

import pytest

from watchlint.facts.repository import ignore_without_git
from watchlint.facts.repository.git import Git
from watchlint.facts.repository.ignore import NO_MATCH, Verdict, ask, ask_of

GIT = shutil.which("git")

# (what it shows, .gitignore files, path, verdict)
CASES = [
    ("no file", {}, "m.pyc", NO_MATCH),
    ("no match", {".gitignore": "*.log\n"}, "m.pyc", NO_MATCH),
    ("a match", {".gitignore": "# c\n\n*.pyc\n"}, "m.pyc", Verdict(True, ".gitignore", 3, "*.pyc")),
    ("the last line wins", {".gitignore": "*.pyc\n*.py?\n"}, "m.pyc", Verdict(True, ".gitignore", 2, "*.py?")),
    ("negated", {".gitignore": "*.pyc\n!m.pyc\n"}, "m.pyc", Verdict(False, ".gitignore", 2, "!m.pyc")),
    ("a folder", {".gitignore": "__pycache__/\n"}, "a/__pycache__/m.pyc", Verdict(True, ".gitignore", 1, "__pycache__/")),
    ("a folder, not a file", {".gitignore": "m.pyc/\n"}, "m.pyc", NO_MATCH),
    ("nothing inside is re-admitted", {".gitignore": "a/\n!a/m.pyc\n"}, "a/m.pyc", Verdict(True, ".gitignore", 1, "a/")),
    ("nested", {"a/.gitignore": "*.pyc\n"}, "a/b/m.pyc", Verdict(True, "a/.gitignore", 1, "*.pyc")),
    ("nested, elsewhere", {"a/.gitignore": "*.pyc\n"}, "b/m.pyc", NO_MATCH),
    ("the nearest wins", {".gitignore": "*.pyc\n", "a/.gitignore": "!*.pyc\n"}, "a/m.pyc", Verdict(False, "a/.gitignore", 1, "!*.pyc")),
    ("anchored", {"a/.gitignore": "/m.pyc\n"}, "a/b/m.pyc", NO_MATCH),
    ("a slash inside anchors", {".gitignore": "a/*.pyc\n"}, "b/a/m.pyc", NO_MATCH),
    ("two stars", {".gitignore": "**/a/**\n"}, "b/a/m.pyc", Verdict(True, ".gitignore", 1, "**/a/**")),
    ("CRLF", {".gitignore": "*.pyc\r\n"}, "m.pyc", NO_MATCH._replace(ignored=True, source=".gitignore", line=1, pattern="*.pyc")),
    ("BOM", {".gitignore": "\ufeff*.pyc\n"}, "m.pyc", Verdict(True, ".gitignore", 1, "*.pyc")),
    ("trailing space", {".gitignore": "*.pyc  \n"}, "m.pyc", Verdict(True, ".gitignore", 1, "*.pyc")),
    ("leading colon", {".gitignore": ":x\n"}, ":x", Verdict(True, ".gitignore", 1, ":x")),
    ("newline in a name", {".gitignore": "a*b\n"}, "a\nb", Verdict(True, ".gitignore", 1, "a*b")),
    ("accents", {".gitignore": "café\n"}, "café/m.pyc", Verdict(True, ".gitignore", 1, "café")),
]  # fmt: skip

IDS = [c[0] for c in CASES]


def as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def like(one: Verdict, other: Verdict) -> bool:
    """git shows some patterns without their trailing blanks: the place and the answer are what counts."""
    return one[:3] == other[:3] and one.pattern.strip() == other.pattern.strip()


@pytest.mark.parametrize(("files", "path", "expected"), [c[1:] for c in CASES], ids=IDS)
def test_git_is_asked(repository, files, path, expected):
    tree = repository({**files, "f": ""})
    assert like(ask(Git.open(str(tree)), [path])[path], expected)


@pytest.mark.parametrize(("files", "path", "expected"), [c[1:] for c in CASES], ids=IDS)
@pytest.mark.parametrize("prefix", ["", "sub/folder/"])
def test_git_is_asked_about_files_that_are_not_written(files, path, expected, prefix):
    assert like(ask_of(as_bytes(files), [path], prefix, ignore_case=False, program=GIT)[path], expected)


@pytest.mark.parametrize(("files", "path", "expected"), [c[1:] for c in CASES], ids=IDS)
def test_without_git(files, path, expected):
    assert like(ignore_without_git.verdicts(as_bytes(files), [path])[path], expected)


def test_many_paths_take_one_answer_each(repository):
    tree = repository({".gitignore": "*.pyc\n"})
    paths = [f"d{n}/m.pyc" for n in range(5000)]
    answers = ask(Git.open(str(tree)), paths)
    assert list(answers) == paths and all(verdict.ignored for verdict in answers.values())


def test_ignore_case():
    files = {".gitignore": b"*.PYC\n"}
    assert not ask_of(files, ["m.pyc"], "", ignore_case=False, program=GIT)["m.pyc"].ignored
    assert ask_of(files, ["m.pyc"], "", ignore_case=True, program=GIT)["m.pyc"].ignored


def test_files_above_the_root():
    verdict = ask_of({"../.gitignore": b"\n*.pyc\n"}, ["m.pyc"], "sub/", ignore_case=False, program=GIT)["m.pyc"]
    assert verdict == Verdict(True, "../.gitignore", 2, "*.pyc")


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ask_of({".gitignore": b"x"}, ["x"], "", ignore_case=False, program=GIT)
    assert os.listdir(tmp_path) == []
