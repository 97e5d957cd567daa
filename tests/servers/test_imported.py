"""What a server's app brings in."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers import imported
from watchlint.servers.surroundings import Surroundings
from watchlint.settings import Settings

FILES = {
    "shop/__init__.py": "", "shop/web.py": "import near\nfrom shop import models\n", "shop/models.py": "", "near.py": "", "lib/far.py": "",
    "main.py": "import shop.web\n", "proj/__init__.py": "", "proj/celery.py": "", "proj/deep/__init__.py": "",
}  # fmt: skip


@pytest.fixture
def tree(folder):
    return folder(FILES)


def around(tree):
    return Surroundings(NearRepository(str(tree)), Settings())


def names(paths, tree):
    return [os.path.relpath(path, os.path.realpath(str(tree))) for path in paths]


@pytest.mark.parametrize(
    ("app", "below", "environ", "compiles", "files"),
    [
        (None, "", {}, [], []),
        ("", "", {}, [], []),
        ("shop web:app", "", {}, [], []),
        ("gone:app", "", {}, [], []),
        ("shop.web:app", "", {}, [".", "shop"], ["near.py", "shop/__init__.py", "shop/models.py", "shop/web.py"]),
        ("shop/web.py", "", {}, [".", "shop"], ["near.py", "shop/__init__.py", "shop/models.py", "shop/web.py"]),
        ("models", "shop", {}, ["shop"], ["shop/models.py"]),
        ("far", "", {"PYTHONPATH": "lib"}, ["lib"], ["lib/far.py"]),
        ("shop.models", "", {"PYTHONDONTWRITEBYTECODE": "1"}, [], ["shop/__init__.py", "shop/models.py"]),
    ],
)
def test_of_a_module(tree, app, below, environ, compiles, files):
    made, found, search = imported.of_module(app, below, str(tree), environ, around(tree))
    assert (sorted(names(made, tree)), sorted(names(found, tree))) == (compiles, files)
    assert search[0] == os.path.join(str(tree), below)


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ("make all", []),
        ("python -m shop.web", []),
        ("python gone.py", ["gone.py"]),
        ("python main.py --flag", ["main.py", "near.py", "shop/__init__.py", "shop/models.py", "shop/web.py"]),
    ],
)
def test_of_a_command(tree, words, files):
    assert sorted(names(imported.of_command(words, str(tree), {}, around(tree))[1], tree)) == files


@pytest.mark.parametrize(
    ("words", "requirements", "environ", "compiles", "said"),
    [
        ("", "", {}, [], []),
        ("python near.py", "", {}, [], []),
        ("celery -A proj.celery worker", "celery\n", {}, ["proj"], []),
        ("celery -A proj.celery worker", "celery\nDjango\n", {"PYTHONPYCACHEPREFIX": "/x"}, [], []),
        ("celery -A proj.celery worker", "celery\nDjango\n", {}, ["proj", "proj/deep", "shop"], [imported.WORKER]),
        ("/v/bin/celery --app=proj.celery worker", "celery\nDjango\n", {}, ["proj", "proj/deep", "shop"], [imported.WORKER]),
    ],
)  # fmt: skip
def test_of_celery_s_worker_every_package_counts(tree, words, requirements, environ, compiles, said):
    (tree / "requirements.txt").write_text(requirements)
    made, _, unsure = imported.of_restarted(words, str(tree), environ, around(tree))
    assert (sorted(names(made, tree)), unsure) == (compiles, said)


def test_where_every_package_was_compiled_it_does_not_matter(tree):
    (tree / "requirements.txt").write_text("Django\n")
    for package in ("proj", "proj/deep", "shop"):
        (tree / package / "__pycache__").mkdir()
    assert imported.of_restarted("celery -A proj.celery worker", str(tree), {}, around(tree))[2] == []


@pytest.mark.parametrize(
    ("app", "name"), [(None, None), ("shop.web:app", "shop.web:app"), ("./shop/web.py", "shop.web:app")]
)
def test_an_app_as_people_type_it(app, name):
    assert imported.as_module_name(app) == name


def test_small_things():
    assert (imported.dotted((1, 67, 0)), imported.dotted(()), imported.dotted(None)) == ("1.67.0", None, None)
    assert imported.pythonpath({"PYTHONPATH": f"lib{os.pathsep}{os.pathsep}/srv"}, "/w") == ["/w/lib", "/srv"]
    assert imported.pythonpath({}, "/w") == []
