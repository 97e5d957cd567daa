"""Which tier fits: by the files the repository owns, or by what a dev server watches here."""

from __future__ import annotations

import pytest

EXCEEDED = "inotify-tier-exceeded"
TOO_LARGE = "inotify-tier-too-large"


def many(count: int, folder: str = "data") -> dict[str, str]:
    return {f"{folder}/{n}.txt": "" for n in range(count)}


@pytest.mark.parametrize(
    ("tier", "count", "expected"),
    [
        ("small", 5, []),
        ("small", 999, []),
        ("medium", 1_000, []),
        ("small", 1_000, [(EXCEEDED, ".watchlint.toml", None)]),
        ("medium", 5, [(TOO_LARGE, ".watchlint.toml", None)]),
        ("large", 5, [(TOO_LARGE, ".watchlint.toml", None)]),
        ("large", 1_000, [(TOO_LARGE, ".watchlint.toml", None)]),
    ],
)
def test_counts(repository, found, tier, count, expected):
    tree = repository(many(count), commit=False)  # untracked and not ignored: owned
    assert found("check_inotify_tier", tree, inotify_tier=tier) == expected


def test_ignored_and_deleted_files_do_not_count(repository, found):
    tree = repository({**many(1_000), ".gitignore": "build/\n"})
    tree.write(many(2_000, "build"))
    assert found("check_inotify_tier", tree, inotify_tier="small")[0][0] == EXCEEDED
    (tree / "data" / "0.txt").unlink()
    (tree / "data" / "1.txt").unlink()  # 998 files and .gitignore are left
    assert found("check_inotify_tier", tree, inotify_tier="small") == []


def test_submodules_and_links_count_as_git_lists_them(repository, found, tmp_path):
    inner = repository(many(1_500), name="inner")
    tree = repository({"a.txt": ""}, name="outer")
    tree.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    tree.commit()
    assert found("check_inotify_tier", tree, inotify_tier="small") == []
    repository(many(1_500), name="outer/nested", commit=False)
    assert found("check_inotify_tier", tree, inotify_tier="small") == [], "a repository inside this one is not ours"


def test_without_git_files_are_walked(folder, found):
    tree = folder({**many(1_000), **many(500, "node_modules/x"), **many(500, "venv/lib"), "venv/pyvenv.cfg": ""})
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert finding.rule.name == EXCEEDED and finding.message.startswith("1,000 files here")
