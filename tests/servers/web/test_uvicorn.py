"""uvicorn --reload: what a running one is told, and what keeps an edit from being noticed."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, roots
from watchlint.servers import catalogue
from watchlint.servers.web import uvicorn

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


@pytest.fixture
def here(tmp_path):
    for name in ("app/templates", "web"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").write_text("")
    (tmp_path / "link").symlink_to("web")
    return os.path.realpath(tmp_path)


UVICORN = [
    # words, release, roots
    ("main:app --reload", (0, 54, 0), ["."]),
    ("main:app --reload --reload-dir app", (0, 54, 0), ["app"]),
    ("main:app --reload --reload-dir=app --reload-dir web", (0, 54, 0), ["app", "web"]),
    ("main:app --reload --reload-dir app --reload-dir app/templates", (0, 54, 0), ["app"]),
    ("main:app --reload --reload-dir link", (0, 54, 0), ["web"]),
    ("main:app --reload --reload-dir nothing", (0, 54, 0), ["."]),
    ("main:app --reload --reload-dir app", (0, 34, 3), ["app"]),
    ("main:app --reload --reload-dir app", (0, 34, 2), [".", "app"]),
    ("main:app --reload --reload-exclude web", (0, 54, 0), ["."]),
    ("main:app --reload --reload-dir app --reload-dir web --reload-exclude web", (0, 54, 0), ["app"]),
    ("main:app --reload --reload-dir web --reload-exclude web", (0, 54, 0), ["."]),
    ("main:app --reload --reload-include *.html", (0, 54, 0), ["."]),
    ("main:app --reload --reload-include web", (0, 54, 0), ["web"]),
    ("main:app --reload --reload-include app/*", (0, 54, 0), ["app/templates"]),
    ("main:app --reload --reload-include .*", (0, 54, 0), ["."]),
    ("main:app --reload --reload-include /absolute/*", (0, 54, 0), ["."]),
]


@pytest.mark.parametrize("words, version, expected", UVICORN)
def test_its_folders(here, words, version, expected):
    plan = uvicorn.plan(words.split(), cwd=here, version=version, has_watchfiles=True)
    assert roots(plan, here) == expected
    assert plan.certain
    assert all(root.recursive and root.follows_links for root in plan.roots)
    assert (plan.instances, plan.unreadable) == (1, "stops" if version >= (0, 41) else "fails")


def test_without_watchfiles_polls(here):
    plan = uvicorn.plan([], cwd=here, version=(0, 54, 0), has_watchfiles=False)
    assert (plan.roots, plan.instances, plan.certain) == ((), 0, True)
    assert "no watch" in plan.notes[0]


def test_it_says_what_it_does_not_know(here):
    plan = uvicorn.plan(["--reload-dir", "app"], cwd=here)
    assert not plan.certain
    assert len(plan.notes) == 2
