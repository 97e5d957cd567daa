"""The mutation run: which tests a module is tried with, and what is explained."""

from __future__ import annotations

import re

import pytest

from tools.mutation import recording, selecting
from tools.mutation.running import Tried

SURVIVORS = [("m.x_f__mutmut_1", "x_f", "a = False", "a = None"), ("m.x_f__mutmut_2", "x_f", "b = 1", "b = 2")]
TRIED = Tried("watchlint/watch/predict.py", 9, 5, 2, 1, SURVIVORS)


@pytest.mark.parametrize(
    ("explained", "left"),
    [
        ([], ["b = 1", "a = False"]),
        ([{"was": "a = False", "now": "a = None"}], ["b = 1"]),
        ([{"was": "a", "now": "a = None"}], ["b = 1", "a = False"]),
        ([{"was": "a = False", "now": ".* = 2"}], ["b = 1", "a = False"]),
        ([{"was": ". = .*", "now": ".*", "module": "watchlint/watch/moves.py"}], ["b = 1", "a = False"]),
        ([{"was": ". = .*", "now": ".*", "module": "watchlint/watch/predict.py"}], []),
    ],
)
def test_only_what_is_named_is_explained(explained, left):
    assert sorted(was for _, _, was, _ in recording.unexplained(TRIED, explained)) == sorted(left)
    row = recording.row(TRIED, explained)
    assert (row["explained"], row["open"]) == (2 - len(left), len(left) + 1)
    assert row["killed"] + row["explained"] + row["open"] == row["tried"]


@pytest.mark.parametrize("each", recording.explanations(), ids=lambda each: f"{each.get('module', '')} {each['was']}")
def test_an_explanation_is_two_patterns_and_a_reason(each):
    assert each["why"] and re.compile(each["was"]) and re.compile(each["now"])


@pytest.mark.parametrize(
    ("was", "stale"),
    [
        ("MOST = 200", False),
        ("MOST = 2", True),
        ("seen: dict.* = \\{\\} for one in found:", False),
        ("for found:", True),
    ],
)
def test_an_explanation_of_what_is_gone_is_stale(was, stale):
    assert recording.is_stale({"module": "watchlint/watch/predict.py", "was": was}) is stale


def test_every_module_of_the_scope_has_tests_of_its_own():
    modules = selecting.modules([])
    assert "watchlint/fixes/toml/edit.py" in modules and "watchlint/rules/index.py" not in modules
    for module in modules:
        files = [selecting.PROJECT / test.partition("::")[0] for test in selecting.tests(module)]
        assert files and all(file.is_file() for file in files)


def test_a_rule_is_tried_with_its_examples():
    of = selecting.tests("watchlint/rules/gitignore/untracked.py")
    assert of[0] == "tests/rules/gitignore/test_untracked.py"
    assert any("test_clean_is_silent[gitignore-untracked-" in test for test in of)
    assert not any("gitignore-missing" in test for test in of)


def test_a_name_that_is_none_is_said():
    with pytest.raises(SystemExit, match="watchlint.nowhere: no module of this name"):
        selecting.modules(["watchlint.nowhere"])


def test_names_by_path_and_dotted_are_the_same():
    assert selecting.modules(["watchlint.fixes.toml"]) == selecting.modules(["watchlint/fixes/toml"])
    assert selecting.modules(["watchlint.fixes.toml.edit"]) == ["watchlint/fixes/toml/edit.py"]


def test_every_row_of_the_table_adds_up():
    for row in recording.table():
        assert row["killed"] + row["explained"] + row["open"] == row["tried"] <= row["mutants"]
        assert (selecting.PROJECT / row["module"]).is_file(), row["module"]
