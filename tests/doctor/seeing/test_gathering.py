from __future__ import annotations

from watchlint.doctor.judging.problems import judge
from watchlint.doctor.seeing import gathering


def test_without_linux_only_the_common_facts_are_gathered(monkeypatch, tmp_path):
    monkeypatch.setattr(gathering.inotify, "LINUX", False)
    found = gathering.gather(str(tmp_path))
    assert (found["limits"], found["servers"], judge(found)) == ({}, [], [])
