"""solara run: the folders of the app and of the modules it imports, each alone."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts

APP = {"app.py": "import near.deep\n", "near/__init__.py": "", "near/deep.py": "", "data/x": ""}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("solara create app", []),
        ("solara run --production app.py", [("solara", "app.py", False)]),
        ("solara run app.py", [("solara", "app.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


def test_the_folders_of_the_app(folder, tmp_path):
    tree = folder(APP)
    plan = live("solara", "run app.py", tree, {"watchdog": "6.0.0"}, tmp_path)
    assert roots(plan, tree) == [".", "near"] and plan.certain and not any(root.recursive for root in plan.roots)


def test_without_watchdog_it_does_not_watch(folder, tmp_path):
    plan = live("solara", "run app.py", folder(APP), {}, tmp_path)
    assert plan.roots == () and "without watchdog solara does not watch" in plan.notes[0]


def test_an_app_that_is_no_file(folder, tmp_path):
    plan = live("solara", "run solara.website.pages", folder(APP), {"watchdog": "6.0.0"}, tmp_path)
    assert not plan.certain and plan.instances != 0 and plan.notes[0].startswith("its app is no file here")


def test_what_restarts_it_watches_its_own_package_too(folder, tmp_path):
    tree = folder(APP)
    plan = live("solara", "run app.py -a", tree, {"watchdog": "6.0.0", "solara": "1.44.0"}, tmp_path)
    assert plan.roots[-1].path.endswith("site-packages/solara") and plan.roots[-1].recursive and plan.certain
    plan = live("solara", "run app.py -a", tree)
    assert not plan.certain and any("which is not found here" in note for note in plan.notes)
