"""The push of a branch alone."""

from __future__ import annotations

import pytest

from tests.fleet import repositories
from watchlint.fleet import push_branch

pytest.importorskip("all_repos", reason="all-repos is not installed")


def test_it_pushes_what_is_checked_out(bare, tmp_path, monkeypatch):
    place = bare({"a": ""})
    repositories.git(tmp_path, "clone", "--quiet", str(place), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    push_branch.push(push_branch.Settings(**{}), "x")
    assert repositories.git(place, "rev-parse", "refs/heads/x") == repositories.git(
        place, "rev-parse", "refs/heads/main"
    )
