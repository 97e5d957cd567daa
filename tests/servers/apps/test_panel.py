"""panel serve --dev: files, the app's and those of the modules that it imports."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts

APP = {"app.py": "import near\n", "near.py": "", "sub/other.py": "", "data/x": ""}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("panel convert app.py", []),
        ("panel serve app.py", [("panel", "app.py", False)]),
        ("panel serve --show --dev pages/app.py", [("panel", "pages/app.py", True)]),
        ("python -m panel serve app.py --autoreload", [("panel", "app.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("serve app.py --dev", ["app.py", "near.py"]), ("serve sub/other.py --dev", ["sub/other.py"]), ("serve app.py sub/other.py --dev", ["app.py", "near.py", "sub/other.py"])],
)  # fmt: skip
def test_the_files_of_the_app(folder, tmp_path, words, wanted):
    tree = folder(APP)
    plan = live("panel", words, tree, {"watchfiles": "1.1.0"}, tmp_path)
    assert roots(plan, tree) == wanted and plan.certain


def test_without_watchfiles_it_looks_by_itself(folder, tmp_path):
    plan = live("panel", "serve app.py --dev", folder(APP), {}, tmp_path)
    assert plan.roots == () and "twice a second" in plan.notes[0]


@pytest.mark.parametrize("words", ["serve . --dev", "serve notes.ipynb --dev"])
def test_of_a_folder_or_a_notebook_not_all_is_known(folder, tmp_path, words):
    plan = live("panel", words, folder(APP), {"watchfiles": "1.1.0"}, tmp_path)
    assert not plan.certain and any("notebook or a folder" in note for note in plan.notes)


def test_where_nobody_tells_what_is_installed(folder):
    assert not live("panel", "serve app.py --dev", folder(APP)).certain
