"""mesop main.py: the folder of its main file, with all below."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mesop init", []),
        ("mesop main.py", [("mesop", "main.py", True)]),
        ("mesop --prod main.py", [("mesop", "main.py", False)]),
        ("mesop --prod=false main.py", [("mesop", "main.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(("words", "wanted"), [("main.py", "."), ("web/main.py", "web")])
def test_its_folder(folder, tmp_path, words, wanted):
    tree = folder({"main.py": "", "web/main.py": "", "web/data/x": ""})
    plan = live("mesop", words, tree, {"watchdog": "6.0.0"}, tmp_path)
    assert roots(plan, tree) == [wanted] and plan.roots[0].recursive and plan.certain


def test_how_it_is_started_again():
    assert catalogue.named("mesop").to_reload("--prod main.py --port 1".split(), "") == "mesop main.py --port 1"
