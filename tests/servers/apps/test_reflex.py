"""reflex run: what lies beside the app, but for what is hidden or left out."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts

FILES = {
    "rxconfig.py": "import reflex as rx\nconfig = rx.Config(app_name='shop')\n", "shop/__init__.py": "", "shop/shop.py": "", "shop/pages/a.py": "",
    "assets/x": "", "data/x": "", ".web/x": "", "__pycache__/x": "", ".env": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reflex init", []),
        ("reflex run --env prod", [("reflex", None, False)]),
        ("reflex run --backend-only", [("reflex", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("files", "environ", "inside", "outside"),
    [
        ({}, {}, {"shop", "data"}, {".web", "__pycache__"}),
        ({}, {"REFLEX_HOT_RELOAD_EXCLUDE_PATHS": "data"}, {"shop"}, {"data", ".web"}),
        ({}, {"REFLEX_HOT_RELOAD_INCLUDE_PATHS": "more:/srv/x"}, {"shop", "data", "more"}, {".web"}),
        ({"rxconfig.py": "name = 'shop'\nconfig = Config(app_name=name)\n"}, {}, {"shop", "data"}, {".web"}),
        ({"rxconfig.py": "def\n"}, {}, {"shop", "data"}, {".web"}),
    ],
)
def test_what_lies_in_the_project(folder, tmp_path, files, environ, inside, outside):
    tree = folder({**FILES, **files})
    found = roots(live("reflex", "run", tree, {"watchfiles": "1.1.0"}, tmp_path, **environ), tree)
    assert inside <= set(found) and outside.isdisjoint(found)


def test_a_list_of_its_own_counts_alone(folder, tmp_path):
    tree = folder(FILES)
    plan = live("reflex", "run", tree, {"watchfiles": "1.1.0"}, tmp_path, REFLEX_HOT_RELOAD_OVERRIDE_PATHS="shop:data")
    assert roots(plan, tree) == ["data", "shop"]
