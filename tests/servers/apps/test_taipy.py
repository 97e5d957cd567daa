"""Taipy's Gui.run(use_reloader=True): all of sys.path."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots
from watchlint.servers import catalogue

KNOWN = catalogue.named("taipy")


@pytest.mark.parametrize(
    ("words", "said"), [([], None), (["--port", "1"], None), (["--use-reloader"], True), (["--use-reloader", "--no-reloader"], False)]
)  # fmt: skip
def test_what_the_words_behind_its_script_say(words, said):
    assert KNOWN.said(words) is said


def test_its_folders(folder, tmp_path):
    tree = folder({"main.py": "", "lib/x": ""})
    plan = live("taipy", "", tree, {"watchdog": "6.0.0"}, tmp_path, script="main.py", PYTHONPATH="lib")
    assert {"."} <= set(roots(plan, tree)) and plan.server == "taipy" and plan.certain
    assert any(path.endswith("lib") for path in plan.inside)  # it lies in the script's folder


def test_a_file_that_starts_it(folder):
    tree = folder({"web/main.py": "import near\n", "web/near.py": ""})
    plan, files, *_ = planned("taipy", "", tree, "main.py", script="web/main.py")
    assert roots(plan, tree) == ["web"] and not plan.certain  # nobody tells which packages are there
    assert [path.rpartition("/")[2] for path in files] == ["main.py", "near.py"]


def test_there_is_no_way_to_make_it_poll():
    assert KNOWN.to_poll([], "/v/python") == ""
    assert KNOWN.to_reload([], "main.py") == "python main.py --use-reloader"
