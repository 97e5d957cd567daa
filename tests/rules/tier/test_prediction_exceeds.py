"""inotify-prediction-exceeds: what this machine allows, where a tier is chosen."""

from __future__ import annotations

import pytest

from watchlint.facts.machine import inotify

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


def test_a_polling_server_is_no_finding(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    tree.write({".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'})
    assert found("check_inotify_tier", tree, inotify_tier="small", called_alone="check-inotify-tier") == []


def test_it_is_silent_where_no_tier_is_chosen(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    rows = found("check_inotify_tier", tree, called_alone="check-inotify-tier")
    assert [row[0] for row in rows] == ["inotify-tier-unset"]


def test_all_hooks_together_say_the_same(found, tree, monkeypatch):
    limited(monkeypatch, 20)
    assert found("check_inotify_tier", tree, inotify_tier="small") == [(EXCEEDS, "Procfile", 1)]
