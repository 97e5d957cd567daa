"""pserve --reload: the packages that a Pyramid app brings in."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots

SETTINGS = "[app:main]\n# ours\nuse = egg:shop\nx = 1\n\n[app:other]\nuse = egg:shop#other\n\n[server:main]\nuse = egg:waitress#main\n"
ENTRY = '[project.entry-points."paste.app_factory"]\nmain = "shop:main"\nother = "shop.cart:main"\n'
SETUP = "setup(entry_points={'paste.app_factory': ['main = shop:main']})\n"
SHOP = {
    "development.ini": SETTINGS, "shop/models/__init__.py": "", "shop/models/deep/__init__.py": "", "shop/cart/__init__.py": "",
    "shop/routes.py": "", "shop/data/x.txt": "",
}  # fmt: skip
EVERY = [".", "shop", "shop/cart", "shop/models", "shop/models/deep"]


@pytest.mark.parametrize(
    ("files", "words", "wanted"),
    [
        ({"pyproject.toml": ENTRY, "shop/__init__.py": "    config.scan()\n"}, "", EVERY),
        ({"setup.py": SETUP, "shop/__init__.py": "    config.scan()\n"}, "", EVERY),
        ({"pyproject.toml": ENTRY, "shop/__init__.py": "    config.scan('.models')\n"}, "", [".", "shop", "shop/models", "shop/models/deep"]),
        ({"pyproject.toml": ENTRY, "shop/__init__.py": "    config.include('shop.models')\n"}, "", [".", "shop", "shop/models"]),
        ({"pyproject.toml": ENTRY, "shop/__init__.py": "config.include('.routes')\nconfig.include('pyramid_tm')\n# config.scan()\n"}, "", [".", "shop"]),
        ({"pyproject.toml": ENTRY, "shop/__init__.py": ""}, "-n other", [".", "shop/cart"]),
        ({"pyproject.toml": ENTRY, "shop/__init__.py": "config.scan()\n"}, "-n gone", ["."]),
        ({"pyproject.toml": "", "shop/__init__.py": "config.scan()\n"}, "", ["."]),
    ],
)  # fmt: skip
def test_of_pserve_the_packages_that_its_app_brings_in(folder, tmp_path, files, words, wanted):
    tree = folder({**SHOP, **files})
    words = f"development.ini {words} --reload"
    assert roots(live("hupper", words, tree, {"watchdog": "6.0.0"}, tmp_path), tree) == wanted
