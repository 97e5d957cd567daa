"""The mutation run: which tests a module is tried with, and what is explained."""

from __future__ import annotations

import importlib
import os
import re
import signal
import sys

import pytest

from tools.mutation import inside, recording, selecting
from tools.mutation.running import Tried

SURVIVORS = [("m.x_f__mutmut_1", "x_f", "a = False", "a = None"), ("m.x_f__mutmut_2", "x_f", "b = 1", "b = 2")]
TRIED = Tried("watchlint/watch/predict.py", 9, 4, 2, 1, SURVIVORS)


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
    assert (row["explained"], row["open"]) == (2 - len(left), len(left))
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


def test_tests_of_its_own_come_first_and_the_quick_before_the_slow():
    took = {"a/test_x.py::one": 3.0, "a/test_x.py::two": 1.0, "b/test_y.py::three": 0.5, "b/test_y.py::four": 9.0}
    chosen = [inside._chosen(set(took), took, ["a/test_x.py"], seconds) for seconds in (0, 4, 4.5, 99)]
    order = ["a/test_x.py::two", "a/test_x.py::one", "b/test_y.py::three", "b/test_y.py::four"]
    assert chosen == [order[:1], order[:2], order[:3], order]


MADE = """
from __future__ import annotations

class Made:
    def method(self, by: int = 2) -> Unknown:
        return 5 * by

    @staticmethod
    def static() -> int:
        return 5

def plain() -> int:
    return Made.static() + Made().method()
"""


@pytest.mark.parametrize(
    ("function", "was", "now", "result"),
    [
        ("plain", " + ", " - ", -5),
        ("Made.method", "5 * by", "6 * by", 17),
        ("Made.method", "int = 2", "int = 3", 20),
        ("Made.static", "return 5", "return 7", 17),
    ],
)
def test_only_the_code_of_the_function_is_another(tmp_path, monkeypatch, function, was, now, result):
    (tmp_path / "made_to_be_changed.py").write_text(MADE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "made_to_be_changed", raising=False)
    plain = importlib.import_module("made_to_be_changed").plain
    assert plain() == 15
    inside._put_in("made_to_be_changed", function, MADE.replace(was, now))
    assert plain() == result
    monkeypatch.delitem(sys.modules, "made_to_be_changed")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a mutant is tried in a fork, and Windows has none")
def test_a_child_says_what_it_found_or_comes_to_no_end():
    assert inside._in_child(lambda: {"a": 1}, 60, 60) == {"a": 1}
    assert inside._in_child(lambda: [None for _ in iter(int, 1)], 0, 60) is None
    assert inside._in_child(lambda: signal.pause(), 60, 0.1) is None


def test_the_tests_of_a_room_are_those_of_its_modules_and_all_of_its_own():
    of = selecting.room(["watchlint/watch/predict.py"])
    assert "tests/watch/test_starts.py" in of and "tests/watch/test_progress.py" not in of
    assert "tests/rules/reloader/test_asked.py" in selecting.room(["watchlint/rules/reloader/starts.py"])
    assert [of[0] for of in selecting.together(["watchlint/watch", "watchlint/rules/tier"])] == [
        "watchlint/rules/tier/__init__.py",
        "watchlint/watch/__init__.py",
    ]
