"""adev runserver: --root, else the folder of the app."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("adev serve static", []),
        ("adev runserver --livereload src", [("aiohttp-devtools", "src", True)]),
        ("python -m aiohttp_devtools runserver", [("aiohttp-devtools", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "environ", "wanted"),
    [
        ("runserver", {}, "."),
        ("runserver web", {}, "web"),
        ("runserver web/app.py", {}, "web"),
        ("runserver web/app.py --root .", {}, "."),
        ("runserver", {"AIO_APP_PATH": "web/app.py"}, "web"),
        ("runserver", {"AIO_APP_PATH": "web/app.py", "AIO_ROOT": "lib"}, "lib"),
        ("runserver --root web", {"AIO_ROOT": "lib"}, "web"),
    ],
)
def test_its_folder(folder, words, environ, wanted):
    tree = folder({"web/app.py": "", "lib/x": ""})
    plan = live("aiohttp-devtools", words, tree, **environ)
    assert roots(plan, tree) == [wanted] and plan.certain  # it brings watchfiles
