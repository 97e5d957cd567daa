"""The predicted watches in check-inotify-tier: beside the tier, and as a warning."""

from __future__ import annotations

import pytest

from watchlint.facts.machine import inotify
from watchlint.rules.tier import prediction

EXCEEDS = "inotify-prediction-exceeds"
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


def test_it_warns_where_this_kernel_gives_less(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    rows = found("check_inotify_tier", tree, inotify_tier="small", called_alone="check-inotify-tier")
    assert rows == [(EXCEEDS, "Procfile", 1)]
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small", called_alone="check-inotify-tier")
    assert finding.severity == "warning" and "this machine's 20" in finding.message and finding.fix is None


def test_it_is_silent_where_there_is_room_or_no_limit(found, tree, monkeypatch):
    for watches in (1000, None):
        limited(monkeypatch, watches)
        assert found("check_inotify_tier", tree, inotify_tier="small", called_alone="check-inotify-tier") == []


def test_no_server_is_looked_for_where_there_are_few_folders(found, tree, monkeypatch):
    limited(monkeypatch, 500)
    monkeypatch.setattr(prediction, "predicted", lambda *_: pytest.fail("looked"))
    assert found("check_inotify_tier", tree, inotify_tier="small", called_alone="check-inotify-tier") == []


def test_no_folder_is_counted_among_all_hooks_where_the_listing_is_small(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    monkeypatch.setattr(prediction, "has_more_folders", lambda *_: pytest.fail("counted"))
    assert found("check_inotify_tier", tree, inotify_tier="small") == []


def test_among_all_hooks_the_folders_of_the_listing_decide(found, repository, monkeypatch):
    tree = repository({**FILES, **{f"own/{number}/x.txt": "" for number in range(30)}})
    limited(monkeypatch, 30)
    assert found("check_inotify_tier", tree, inotify_tier="small") == [(EXCEEDS, "Procfile", 1)]
    flat = repository({**FILES, **{f"own/{number}.txt": "" for number in range(60)}}, name="flat")
    monkeypatch.setattr(prediction, "has_more_folders", lambda *_: pytest.fail("counted"))
    assert found("check_inotify_tier", flat, inotify_tier="small") == []


def test_a_polling_server_is_no_finding(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    tree.write({".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'})
    assert found("check_inotify_tier", tree, inotify_tier="small", called_alone="check-inotify-tier") == []


def test_no_message_is_decorated_with_a_walk(found, tree, monkeypatch):
    monkeypatch.setattr(prediction, "predicted", lambda *_: pytest.fail("predicted"))
    for tier in ("medium", None):
        (finding,) = found.findings("check_inotify_tier", tree, inotify_tier=tier)
        assert finding.severity == "info" and "watches in this work tree" not in finding.message


def test_without_a_tier_only_this_machine_s_limit_counts(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    rows = found.findings("check_inotify_tier", tree, called_alone="check-inotify-tier")
    (finding,) = [row for row in rows if row.rule.name == EXCEEDS]
    assert "more than this machine's 20" in finding.message and "tier" not in finding.message


def test_counting_ends_early(tmp_path):
    for number in range(5):
        (tmp_path / f"a/{number}").mkdir(parents=True)
    assert prediction.has_more_folders(str(tmp_path), 6)  # the root, a, and five in it
    assert not prediction.has_more_folders(str(tmp_path), 7)
