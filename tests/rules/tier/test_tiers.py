"""The tiers: for how many files each is, and how many watches each allows."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.tier import tiers
from watchlint.settings import TIERS


@pytest.mark.parametrize(
    ("count", "tier"),
    [(0, "small"), (999, "small"), (1_000, "medium"), (10_000, "medium"), (10_001, "large"), (10**6, "large")],
)
def test_for_files(count, tier):
    assert tiers.for_files(count) == tier


@pytest.mark.parametrize(
    ("count", "tier"),
    [(0, "small"), (65_536, "small"), (65_537, "medium"), (262_145, "large"), (524_288, "large"), (524_289, None)],
)
def test_for_watches(count, tier):
    assert tiers.for_watches(count) == tier


def test_they_leave_no_gap():
    assert tuple(tiers.BY_NAME) == TIERS
    rows = list(tiers.BY_NAME.values())
    assert rows[0].fewest == 0 and rows[-1].most is None
    for one, next_one in zip(rows, rows[1:], strict=False):
        assert next_one.fewest == one.most + 1 and one.watches < next_one.watches


def test_deleted_files_are_asked_for_only_where_they_can_matter(repository, monkeypatch):
    tree = repository({"a.txt": "", "b.txt": ""})
    (tree / "a.txt").unlink()
    monkeypatch.setattr(Repository, "deleted_count", property(lambda _: pytest.fail("asked")))
    assert tiers.owned_count(Repository(str(tree)), "small") == 2
