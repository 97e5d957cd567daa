"""Certain, possible and excluded; and the specifiers that fixes write."""

from __future__ import annotations

import pytest

from watchlint.facts.packages.requirement_text import Requirement
from watchlint.facts.packages.version_range import VersionRange, alternatives
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED, POSSIBLE, at_least, below, within


def ranged(*specifiers: str) -> VersionRange:
    """One environment for each of these specifiers."""
    found = [
        one
        for at, text in enumerate(specifiers)
        for one in alternatives([Requirement("p", text, path=f"{at}.txt", line=1)])
    ]
    return VersionRange("p", found)


@pytest.mark.parametrize(
    ("specifiers", "low", "high", "answer", "paths"),
    [
        ((), None, "2", EXCLUDED, []),
        (("==2.0",), None, "2", EXCLUDED, []),
        (("==1.4",), None, "2", CERTAIN, ["0.txt"]),
        ((">=1.4",), None, "2", EXCLUDED, []),  # an installer takes the newest
        ((">=1.4,<2",), None, "2", CERTAIN, ["0.txt"]),
        (("==1.4", ">=2"), None, "2", POSSIBLE, ["0.txt"]),
        (("==1.4", "<2"), None, "2", CERTAIN, ["0.txt", "1.txt"]),
        ((">=6",), "7", None, POSSIBLE, ["0.txt"]),
        (("",), "7", None, CERTAIN, ["0.txt"]),
        (("<7",), "7", None, EXCLUDED, []),
        ((">=1.30,<1.47",), "1.46", "1.47", POSSIBLE, ["0.txt"]),
        ((">=1.30,<1.48",), "1.46", "1.47", EXCLUDED, []),
        (("==${X}",), "7", None, EXCLUDED, []),
    ],
)
def test_within(specifiers, low, high, answer, paths):
    found, places = within(ranged(*specifiers), low, high)
    assert (found, [one.path for one in places]) == (answer, paths)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "<7"), ("==7.1.0", "==6.0.0"), (">=2.3", ">=2.3,<7"), (">=7", "<7"), ("~=7.0", "<7"), (">2,<8", ">2,<7"), (">=2.1.5,!=4.0.0", ">=2.1.5,!=4.0.0,<7"),
    ],
)  # fmt: skip
def test_below(old, new):
    assert below("7", "6.0.0")(old) == new


@pytest.mark.parametrize(
    ("old", "new"), [("", ">=1.47"), ("==1.46.1", "==1.47.0"), (">=1.4,<1.47", ">=1.47"), ("~=1.46.0", ">=1.47")]
)
def test_at_least(old, new):
    assert at_least("1.47", "1.47.0")(old) == new
