"""The predicted watches in check-inotify-tier: asked for only where they can matter."""

from __future__ import annotations

import pytest

from watchlint.facts.machine import inotify
from watchlint.facts.repository.repository import Repository
from watchlint.rules.tier import prediction
from watchlint.settings import Settings

FILES = {
    "app.py": "import streamlit\n", "requirements.txt": "streamlit==1.67.0\n", "Procfile": "web: streamlit run app.py\n",
    ".gitignore": "data/\n",
}  # fmt: skip


@pytest.fixture
def tree(repository, monkeypatch):
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    made = repository(FILES)
    for number in range(30):
        (made / f"data/{number}").mkdir(parents=True)
    return made


def limited(monkeypatch, watches):
    monkeypatch.setattr(inotify, "limits", lambda: inotify.Limits(watches, 128, 16384))


@pytest.fixture
def predicted(tree):
    """The servers, with this tier."""

    def call(tier: str | None = "small") -> list[str]:
        settings = Settings()
        settings.inotify_tier = tier
        return [one.planned.launch.server for one in prediction.predicted(Repository(str(tree)), settings)]

    return call


def test_a_server_whose_folder_is_known(predicted, monkeypatch):
    limited(monkeypatch, 20)
    assert predicted() == ["streamlit"]


def test_nothing_is_counted_where_no_tier_is_chosen(predicted, monkeypatch):
    limited(monkeypatch, 20)
    monkeypatch.setattr(prediction, "has_more_folders", lambda *_: pytest.fail("counted"))
    assert predicted(None) == []


@pytest.mark.parametrize("line", ["", "web: cd $HERE && streamlit run app.py\n", "web: uvicorn app:app\n"])
def test_only_a_few_are_counted_where_no_known_server_is_started(predicted, tree, monkeypatch, line):
    limited(monkeypatch, 10 * prediction.SOON_COUNTED)
    few = prediction.SOON_COUNTED
    monkeypatch.setattr(prediction, "has_more_folders", lambda root, number: number == few or pytest.fail("counted"))
    tree.write({"Procfile": line})
    assert predicted() == []


def test_no_launch_file_is_read_where_there_are_few_folders(predicted, monkeypatch):
    limited(monkeypatch, 500)
    monkeypatch.setattr("watchlint.servers.launches.written", lambda *_: pytest.fail("read"))
    assert predicted() == []


def test_no_server_is_asked_where_there_are_few_folders(predicted, monkeypatch):
    limited(monkeypatch, 500)
    monkeypatch.setattr(prediction, "SOON_COUNTED", 10)
    monkeypatch.setattr("watchlint.watch.predict.predict", lambda *_: pytest.fail("asked"))
    assert predicted() == []


def test_a_plan_of_fixes_asks_once(tree, monkeypatch):
    limited(monkeypatch, 20)
    repository, settings = Repository(str(tree)), Settings()
    settings.inotify_tier = "small"
    found = prediction.predicted(repository, settings)
    monkeypatch.setattr("watchlint.watch.predict.predict", lambda *_: pytest.fail("asked again"))
    assert prediction.predicted(repository.overlay({".watchlint.toml": b""}), settings) == found


def test_counting_ends_early(tmp_path):
    for number in range(5):
        (tmp_path / f"a/{number}").mkdir(parents=True)
    assert prediction.has_more_folders(str(tmp_path), 6)  # the root, a, and five in it
    assert not prediction.has_more_folders(str(tmp_path), 7)
