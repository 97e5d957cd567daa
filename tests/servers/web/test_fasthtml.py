"""FastHTML's serve(): the working folder, or reload_dirs."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots
from watchlint.servers import calls

FILES = {"main.py": "import near\n", "near.py": "", "src/x": ""}


@pytest.mark.parametrize(
    ("call", "words", "reloads"),
    [
        ("serve(reload=False)", (), False),
        ("serve()", (), True),
        ("serve(reload_dirs=['src'])", ("--reload-dir", "src"), True),
    ],
)
def test_its_code_says_what_it_watches(call, words, reloads):
    (found,) = calls.starts(f"from fasthtml.common import *\n{call}\n".encode(), path="main.py")
    assert (found.server, found.arguments, found.reloads) == ("fasthtml", words, reloads)


@pytest.mark.parametrize(("words", "wanted"), [("", "."), ("--reload-dir src", "src")])
def test_its_folders(folder, tmp_path, words, wanted):
    tree = folder(FILES)
    plan = live("fasthtml", words, tree, {"watchfiles": "1.1.0", "uvicorn": "0.41.0"}, tmp_path, script="main.py")
    assert (plan.server, roots(plan, tree), plan.certain) == ("fasthtml", [wanted], True)


def test_it_brings_watchfiles(folder):
    tree = folder(FILES)
    plan, files, *_ = planned("fasthtml", "", tree, "main.py", script="main.py")
    assert roots(plan, tree) == ["."] and [path.rpartition("/")[2] for path in files] == ["main.py", "near.py"]
