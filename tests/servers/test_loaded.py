from __future__ import annotations

import os

import pytest

from watchlint.facts.python.interpreter import Interpreter
from watchlint.servers import loaded


@pytest.fixture
def here(tmp_path):
    files = {
        "web.py": "import shop.models\nfrom shop import tools\nimport space.deep.thing\nif __debug__ and input:\n    import maybe.one\n",
        "shop/__init__.py": "",
        "shop/models/__init__.py": "def later():\n    import lazy.one\n",
        "shop/tools.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import types_only.one\n",
        "shop/__main__.py": "import extra.one\n",
        "space/deep/thing.py": "",
        "maybe/one.py": "",
        "lazy/one.py": "",
        "types_only/one.py": "",
        "extra/one.py": "",
        "ends.py": "import shop\nimport broken\nimport lazy.one\n",
        "inside/__init__.py": "import lazy.one\n",
        "inside/ends.py": "import broken\nimport extra.one\n",
        "broken.py": "def (:\n",
        "linked/src/kit/__init__.py": "",
        "wants.py": "import kit\nimport requests\n",
        "requests/notes.txt": "",
        "lib/python3.12/site-packages/requests/__init__.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return os.path.realpath(tmp_path)


def folders(here, module, python=None, **more):
    found = loaded.folders(loaded.files(module, [here], here, python, **more))
    return [os.path.relpath(folder, here) for folder in found]


@pytest.mark.parametrize(
    "module, expected",
    [
        (
            "web",
            [".", "shop", "shop/models", "space/deep"],
        ),  # a namespace package has no file: its folder is not watched
        ("shop.models", ["shop", "shop/models"]),
        ("shop", ["shop"]),  # gunicorn imports a package, and not its __main__
        ("ends", ["."]),  # what comes after the file that does not parse was never imported
        ("inside.ends", ["inside"]),
        ("nothing", []),
        ("", []),
        ("a b", []),
        ("x\nimport lazy.one", []),
        ("json", []),
    ],
)
def test_only_what_is_sure_to_be_imported(here, module, expected):
    assert folders(here, module) == expected


def test_a_package_that_is_run_runs_its_main(here):
    assert folders(here, "shop", runs=True) == ["extra", "shop"]
    assert folders(here, "web", runs=True) == folders(here, "web")


def test_what_is_installed_in_editable_mode_is_the_projects(here):
    python = Interpreter("/x/bin/python", (3, 12), (f"{here}/lib/python3.12/site-packages", f"{here}/linked/src"))
    assert folders(here, "wants", python) == [".", "linked/src/kit"]
    assert folders(here, "wants") == ["."]
