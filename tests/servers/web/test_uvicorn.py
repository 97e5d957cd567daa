"""uvicorn --reload: what a running one is told, and what keeps an edit from being noticed."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.servers import catalogue

KNOWN = catalogue.named("uvicorn")


@pytest.mark.parametrize(
    ("words", "packages", "wanted"),
    [
        ("main:app --reload", {"watchfiles": "1.1.0", "uvicorn": "0.41.0"}, ["."]),
        ("main:app --reload --reload-dir src", {"watchfiles": "1.1.0", "uvicorn": "0.41.0"}, ["src"]),
        ("main:app --reload", {"uvicorn": "0.41.0"}, []),
    ],
)
def test_a_running_one(folder, tmp_path, words, packages, wanted):
    tree = folder({"main.py": "", "src/x": ""})
    plan = live("uvicorn", words, tree, packages, tmp_path)
    assert roots(plan, tree) == wanted and (bool(wanted) or "watchfiles" in KNOWN.to_wait(plan.notes[0], [], {}, ""))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("main:app --reload", ("main", ["/w"])), ("shop.web:app --app-dir src", ("shop.web", ["/w/src"])), ("run web/main.py", ("main", ["/w/web"])),
    ],
)  # fmt: skip
def test_which_module_it_loads(words, wanted):
    module, search = KNOWN.loads(words.split(), "/w")
    assert (module, [path.rstrip("/") for path in search]) == wanted


@pytest.mark.parametrize(
    ("files", "seen", "said"),
    [
        ({"templates/a.html": ""}, {}, True), ({"a.py": ""}, {}, False), ({"templates/a.html": ""}, {"polls": "x"}, False),
        ({"templates/a.html": ""}, {"words": ["--reload-include", "*.html"]}, False), ({"templates/a.html": ""}, {"again": None}, False),
    ],
)  # fmt: skip
def test_an_edit_of_a_template_starts_nothing(folder, files, seen, said):
    tree = folder(files)
    found = list(
        KNOWN.misled({"polls": "", "again": "uvicorn main:app --reload", "words": [], "root": str(tree), **seen})
    )
    assert [one.step for one in found] == (["uvicorn main:app --reload --reload-include '*.html'"] if said else [])
