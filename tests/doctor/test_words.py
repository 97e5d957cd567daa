"""Numbers in words."""

from __future__ import annotations

import pytest
from imagined import facts

from watchlint.doctor.words import all_folders, instances, number, watches


@pytest.mark.parametrize(("value", "wanted"), [(None, "unknown"), (0, "0"), (65536, "65,536")])
def test_number(value, wanted):
    assert number(value) == wanted


def test_all_folders():
    assert [all_folders(count) for count in (1, 0, 3000)] == ["the one folder", "all 0 folders", "all 3,000 folders"]


def test_limits_and_use():
    found = facts(use=[{"watches": 1000, "instances": 1}, {"watches": 200, "instances": 2}])
    assert watches(found) == "limit 8,192, 1,200 seen in use"
    assert instances(found) == "limit 128, 3 seen in use"
    assert watches(facts(limits={"watches": None})) == "limit unknown, 0 seen in use"
