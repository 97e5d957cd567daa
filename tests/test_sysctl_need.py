"""`watchlint sysctl` without --tier: what this repository needs, never below its tier."""

from __future__ import annotations

import pytest

from watchlint.cli import sysctl
from watchlint.rules.tier.tiers import BY_NAME
from watchlint.watch import machine


@pytest.mark.parametrize(
    ("in_use", "watches"),
    [
        (0, BY_NAME["small"].watches),
        (BY_NAME["small"].watches - 9, BY_NAME["small"].watches),
        (BY_NAME["small"].watches, BY_NAME["small"].watches + 4),
        (10**9, 1_048_576),
        (None, BY_NAME["small"].watches),
    ],
)
def test_twice_the_need_and_what_is_in_use(folder, monkeypatch, in_use, watches):
    tree = folder(
        {
            "app.py": "import streamlit\n",
            "Procfile": "a: streamlit run app.py\n",
            "data/": "",
            "requirements.txt": "streamlit==1.67.0\n",
        }
    )
    monkeypatch.chdir(str(tree))
    monkeypatch.setattr(machine, "limits", lambda: {"watches_in_use": in_use})
    assert sysctl._target(None)[0] == watches


def test_a_repository_without_a_server_gets_its_tier(folder, monkeypatch):
    monkeypatch.chdir(str(folder({"m.py": ""})))
    monkeypatch.setattr(machine, "limits", lambda: {"watches_in_use": 10**6})
    assert sysctl._target(None) == (BY_NAME["small"].watches, "the small tier")
