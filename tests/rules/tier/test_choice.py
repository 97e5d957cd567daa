"""Where a repository's tier is written, and the fix that writes another."""

from __future__ import annotations

import pytest

from watchlint.rules.tier import choice

TOO_LARGE = "inotify-tier-too-large"


def test_a_place_is_named_as_its_reader_knows_it():
    paths = ["pyproject.toml", ".watchlint.toml", "a/pyproject.toml"]
    assert [choice.where(path) for path in paths] == ["[tool.watchlint] of pyproject.toml", *paths[1:]]


# (what it shows, file, before, arguments, after; None: no such file)
FIXES = [
    ("no file", ".watchlint.toml", None, [], 'inotify-tier = "small"\n'),
    ("own file", ".watchlint.toml", "# ours\nstrict = true\n", [], '# ours\nstrict = true\ninotify-tier = "small"\n'),
    ("too large", ".watchlint.toml", 'inotify-tier = "large" # x\n', [], 'inotify-tier = "small" # x\n'),
    (
        "a table at the end",
        "pyproject.toml",
        '[project]\nname = "x"\n',
        [],
        '[project]\nname = "x"\n\n[tool.watchlint]\ninotify-tier = "small"\n',
    ),
    (
        "the table that is there, CRLF",
        "pyproject.toml",
        "[tool.watchlint]\r\nstrict = true\r\n\r\n[tool.x]\r\n",
        [],
        '[tool.watchlint]\r\nstrict = true\r\ninotify-tier = "small"\r\n\r\n[tool.x]\r\n',
    ),
]


@pytest.mark.parametrize(("path", "before", "arguments", "after"), [c[1:] for c in FIXES], ids=[c[0] for c in FIXES])
def test_fix(repository, run, path, before, arguments, after):
    tree = repository({"m.txt": "", **({path: before} if before else {})})
    every = ("--select", f"check-inotify-tier,{TOO_LARGE}")  # a note is fixed where its rule is named
    diff = run("check_inotify_tier", "--diff", *every, cwd=tree)
    assert diff.code == 1 and "inotify-tier" in diff.out
    assert run("check_inotify_tier", "--fix", *every).code == 1
    assert (tree / path).read_bytes().decode() == after
    again = run("check_inotify_tier", "--fix", *every)
    assert again.code == 0
    assert (tree / path).read_bytes().decode() == after


def test_tier_flag_of_an_unknown_tier(repository, run):
    shown = run("check_inotify_tier", "--tier", "huge", cwd=repository())
    assert shown.code == 2 and shown.err.startswith("watchlint: argument --tier: invalid choice")


def test_broken_pyproject_is_not_touched(repository, run):
    tree = repository({"pyproject.toml": '[project\nname = "x"\n', "m.txt": ""})
    fixed = run("check_inotify_tier", "--fix", cwd=tree)
    assert fixed.code in (1, 2)
    assert (tree / "pyproject.toml").read_text() == '[project\nname = "x"\n'
    assert "Traceback" not in fixed.err
