"""shiny run --reload: the app's folder, and those of --reload-dir."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("shiny create", []),
        ("shiny run app.py", [("shiny", "app.py", False)]),
        ("shiny run --launch-browser --reload ui/app.py", [("shiny", "ui/app.py", True)]),
        ("shiny run -r", [("shiny", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("run --reload", ["."]),
        ("run --reload ui/app.py", ["ui"]),
        ("run --reload ui/app.py:app", ["ui"]),
        ("run --reload ui.app:app", ["."]),
        ("run --reload --app-dir ui app:app", ["ui"]),
        ("run --reload ui/app.py --reload-dir lib", ["lib", "ui"]),  # it stays, whatever is added
    ],
)
def test_its_folders(folder, tmp_path, words, wanted):
    tree = folder({"app.py": "", "ui/app.py": "", "lib/x": ""})
    plan = live("shiny", words, tree, {"watchfiles": "1.1.0", "uvicorn": "0.41.0"}, tmp_path)
    assert (roots(plan, tree), plan.certain) == (wanted, True)


@pytest.mark.parametrize(
    ("words", "module", "below"),
    [("run --reload ui/app.py", "app", "ui"), ("run ui.app:app", "ui.app", "")],
)
def test_which_module_it_loads(words, module, below):
    assert catalogue.named("shiny").loads(words.split(), "/w") == (module, [f"/w/{below}".rstrip("/")])
