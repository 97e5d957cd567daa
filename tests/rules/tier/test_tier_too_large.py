"""inotify-tier-too-large: a note, on the tier that was chosen."""

from __future__ import annotations

import pytest

TOO_LARGE = "inotify-tier-too-large"


def test_a_tier_too_large_is_information_only(repository, run):
    tree = repository({".watchlint.toml": 'inotify-tier = "medium"\n'})
    shown = run("check_inotify_tier", "--strict", cwd=tree)
    assert shown.code == 0 and TOO_LARGE not in shown.out and ", 1 note (--notes shows it)" in shown.out
    shown = run("check_inotify_tier", "--strict", "--notes", cwd=tree)
    assert shown.code == 0 and "note inotify-tier-too-large" in shown.out


@pytest.mark.parametrize(("tier", "code", "rule"), [("small", 0, ""), ("large", 0, TOO_LARGE)])
def test_tier_flag(repository, run, tier, code, rule):
    tree = repository({"m.txt": ""})
    shown = run("check_inotify_tier", "--notes", "--tier", tier, cwd=tree)
    assert shown.code == code and rule in shown.out


def test_no_server_is_asked_for_a_note_where_folders_are_few(repository, found, monkeypatch):
    tree = repository({"app.py": "import streamlit\n", "Procfile": "web: streamlit run app.py\n"})
    monkeypatch.setattr("watchlint.watch.predict.predict", lambda *_: pytest.fail("predicted"))
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="medium")
    assert finding.severity == "info" and finding.message.startswith("2 files here (most in the root 2), fewer than")
