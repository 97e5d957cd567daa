"""What a file's lines are judged by."""

from __future__ import annotations

from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.project import Matter, Problem, project
from watchlint.settings import Settings


def test_it_is_made_once_for_the_same_settings(folder):
    repository = Repository(str(folder({"requirements.txt": "streamlit==1.45.1\n"})))
    found = project(repository, Settings())
    assert found is project(repository, Settings()) and found.repository is repository
    assert (found.profile, found.releases.all) == (Settings().profile, ["1.45.1"])
    other = project(repository, Settings({"streamlit-version": "1.67.0"}))
    assert other is not found and other.releases.all == ["1.67.0"]


def test_what_is_not_said_is_not_known():
    assert Matter("x", None, None)[3:] == (None, None, ())
    assert Problem("m", "h")[2:] == (None, None)
