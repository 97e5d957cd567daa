"""What has to be looked at where files are moved; the moves themselves are made in tests/oracle/test_watch_moves.py."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import changes, moves, predict

RUN = {"Procfile": "web: streamlit run app.py\n", "requirements.txt": "streamlit==1.67.0\nwatchdog==7.0.0\n"}
APP = {**RUN, "app.py": "import shop\n", "shop/__init__.py": "", "data/x/": ""}

CASES = {
    "nothing depends on it": ({}, []),
    "it reads where it lies": ({"app.py": "import shop\n\nHERE = __file__\n"}, ["app.py:3 (reads __file__)"]),
    "a module of it does": ({"shop/__init__.py": "# __file__\nx = __file__\n"}, ["shop/__init__.py:2 (reads __file__)"]),
    "a test imports it": ({"tests/test_app.py": "def test():\n    import app\n"}, ["tests/test_app.py:2 (imports it)"]),
    "a test imports another": ({"tests/test_app.py": "import apple\nfrom application import x\n"}, []),
    "a test names it": ({"tests/test_app.py": "AppTest.from_file('app.py')\n"}, ["tests/test_app.py:1 (names it)"]),
    "a test names another": ({"tests/test_app.py": "x = 'my_app.py', 'sub/app.py', 'app.pyc'\n"}, []),
    "a test names it often": ({"tests/test_app.py": "a = 'app.py'\n\nb = 'app.py'\n"}, ["tests/test_app.py:1 and 3 (names it)"]),
    "a test names it very often": ({"tests/test_app.py": "a = 'app.py'\n" * 6}, ["tests/test_app.py:1, 2, 3, 4 and 2 more (names it)"]),
    "a test names it five times": ({"tests/test_app.py": "a = 'app.py'\n" * 5}, ["tests/test_app.py:1, 2, 3, 4 and 1 more (names it)"]),
    "a container names it": ({".devcontainer/devcontainer.json": '{"postAttachCommand": "streamlit run app.py"}\n'}, [".devcontainer/devcontainer.json:1 (names it)"]),
    "an image copies its modules": ({"Dockerfile": "FROM x\nCOPY shop/ shop/\n"}, ["Dockerfile:2 (names it)"]),
    "an image copies all": ({"Dockerfile": "FROM x\nCOPY . .\n"}, []),
    "a package of it is imported": ({"tests/test_shop.py": "from shop import x\n"}, ["tests/test_shop.py:1 (imports it)"]),
    "a comment further down names it": ({"Makefile": "a:\n\ttrue\n  # streamlit run app.py\n"}, []),
    "a line after such a comment": ({"Makefile": "a:\n# app.py\n\tx app.py  # why\n"}, ["Makefile:3 (names it)"]),
    "after an empty first line": ({"Makefile": "\na:\n\tx app.py\n"}, ["Makefile:3 (names it)"]),
    "it names a page that stays": (
        {"app.py": "import shop\nst.Page('views/one.py')\n", "views/one.py": ""}, ["app.py:2 (names views/one.py, which stays)"]
    ),
    "it names a page that goes along": ({"app.py": "import shop\nst.switch_page('pages/one.py')\n", "pages/one.py": ""}, []),
}  # fmt: skip

ALWAYS = ["Procfile:1 (names it)"]


@pytest.mark.parametrize("name", CASES)
def test_what_depends_on_the_place_of_an_app(name, folder):
    more, expected = CASES[name]
    root = folder({**APP, **more})
    (one,) = predict.predict(NearRepository(str(root)), Settings()).servers
    assert any(move.id == "own-folder" and ALWAYS[0] in move.do for move in moves.moves(one))
    real = os.path.realpath(str(root))
    files, folders = [f"{real}/app.py"], [f"{real}/shop", f"{real}/pages"]
    assert sorted(changes.of_app(one.planned.around.repo, real, files, folders)) == sorted([*expected, *ALWAYS])


def test_four_places_are_named_and_the_others_counted():
    places = [f"a{number}.py:1 (imports it)" for number in range(6)]
    assert changes.told(places).endswith("a3.py:1 (imports it) and 2 more") and changes.told([]) == ""
    assert changes.told(places[:2]) == "; look at what depends on its place: a0.py:1 (imports it), a1.py:1 (imports it)"


def test_a_folder_that_is_kept_elsewhere(folder):
    root = folder({**RUN, "app.py": "", **{f"data/d{n}/": "" for n in range(40)}, "Makefile": "x:\n\trm -r data/d1\n"})
    (one,) = predict.predict(NearRepository(str(root)), Settings()).servers
    move = next(move for move in moves.moves(one) if move.id == "data-outside")
    assert move.do.endswith("data; look at what depends on its place: Makefile:2 (names it)")


@pytest.mark.parametrize(("writes", "left"), [("", 3), ("1", 2)], ids=["with __pycache__", "without"])
def test_watchmedo_is_told_the_packages_in_place_of_its_folder(folder, monkeypatch, writes, left):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", writes)
    root = folder({
        "Procfile": "w: watchmedo auto-restart --directory=./ --pattern='*.py' --recursive -- celery --app=dojo worker -d x\n",
        "requirements.txt": "watchdog==6.0.0\n", "dojo/__init__.py": "", "dojo/tasks/__init__.py": "", "data/a/": "", "manage.py": "",
    })  # fmt: skip
    (one,) = predict.predict(NearRepository(str(root)), Settings()).servers
    move = next(move for move in moves.moves(one) if move.id == "reload-dir")
    assert "`-d dojo`" in move.do and move.saves == one.cost.watches_after_run - left
