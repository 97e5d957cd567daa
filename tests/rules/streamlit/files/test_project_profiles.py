"""What a repository is run for, and the releases it may install: one for each way that it is asked for."""

from __future__ import annotations

from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.project import project
from watchlint.settings import Settings


def test_one_for_each_profile_and_release(repository):
    repo = Repository(str(repository({"app.py": "import streamlit\n"})))
    given = [
        {"profile": "development"},
        {"profile": "production"},
        {"profile": "production", "streamlit-version": "1.40.0"},
    ]
    found = [project(repo, Settings(values)) for values in given]
    assert [one.profile for one in found] == ["development", "production", "production"]
    assert found[2].releases.newest == "1.40.0" != found[1].releases.newest
    assert project(repo, Settings(given[0])) is found[0]
