"""flask --app: the module that it imports, and from where."""

from __future__ import annotations

import pytest

from watchlint.servers.web.flask import import_root, module_name


@pytest.mark.parametrize(
    ("app", "below", "root", "name"),
    [
        ("app", "", ".", "app"),
        ("app.py", "", ".", "app"),
        ("shop.web:create()", "", ".", "shop.web"),
        ("app", "src/shop", "src", "shop.app"),  # the working folder is a package: Flask imports from above it
        ("src/shop/app.py:app", "", "src", "shop.app"),
        ("src/shop/__init__.py", "", "src", "shop"),
    ],
)
def test_what_it_imports(folder, app, below, root, name):
    top = folder({"app.py": "", "src/shop/__init__.py": "", "src/shop/app.py": ""})
    cwd = str(top / below)
    found = import_root(app, cwd)
    assert (found, module_name(app, found, cwd)) == (str((top / root).resolve()), name)
