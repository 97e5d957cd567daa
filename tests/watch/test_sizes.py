"""How much of a prediction lies in which folder, on small trees."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.folders.walk import walk
from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict, sizes

RUN = {
    "Procfile": "web: streamlit run app.py\n",
    "requirements.txt": "streamlit==1.67.0\nwatchdog==7.0.0\n",
    "app.py": "",
}
PACKAGES = "lib/python3.12/site-packages"


@pytest.fixture(autouse=True)
def quiet(monkeypatch, tmp_path):
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))


@pytest.fixture
def predicted(folder):
    def call(files: dict[str, str]):
        tree = folder({**RUN, **files})
        (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
        return os.path.realpath(str(tree)), one

    return call


def data(name: str, directories: int) -> dict[str, str]:
    """A folder of so many directories, its own counted."""
    return {f"{name}/": "", **{f"{name}/d{number}/x": "" for number in range(directories - 1)}}


HEAVY = {
    # name: (files, {kind: folders})
    "nothing": ({}, {}),
    "data too small for a word": (data("data", 19), {}),
    "data": (data("data", 20), {"data": ["data"]}),
    "the larger first": ({**data("a", 20), **data("b", 21)}, {"data": ["b", "a"]}),
    "data deeper down is its parent's": (data("a/b", 30), {"data": ["a"]}),
    "data in code": ({"web/app.js": "", **data("web/data", 30)}, {}),
    "node_modules": ({"node_modules/a/x": ""}, {"node_modules": ["node_modules"]}),
    "node_modules in node_modules": ({"node_modules/a/node_modules/b/x": ""}, {"node_modules": ["node_modules"]}),
    "node_modules further down": ({"web/node_modules/a/x": ""}, {"node_modules": ["web/node_modules"]}),
    "data beside node_modules": (
        {"node_modules/a/x": "", **data("data", 20)},
        {"node_modules": ["node_modules"], "data": ["data"]},
    ),
    "an environment": (
        {".venv/pyvenv.cfg": "", f".venv/{PACKAGES}/a/x": ""},
        {"virtual environment": [".venv"]},
    ),
    "an environment of Windows": (
        {"env/pyvenv.cfg": "", "env/Lib/site-packages/a/x": ""},
        {"virtual environment": ["env"]},
    ),
    "no pyvenv.cfg": ({f".venv/{PACKAGES}/a/x": ""}, {}),
    "pyvenv.cfg too far above": ({"env/pyvenv.cfg": "", f"env/x/{PACKAGES}/a/x": ""}, {}),
    "two environments": (
        {"a/pyvenv.cfg": "", f"a/{PACKAGES}/x": "", "b/pyvenv.cfg": "", f"b/{PACKAGES}/y/x": ""},
        {"virtual environment": ["b", "a"]},
    ),
    "an environment in node_modules": (
        {"node_modules/e/pyvenv.cfg": "", f"node_modules/e/{PACKAGES}/x": ""},
        {"node_modules": ["node_modules"]},
    ),
}


@pytest.mark.parametrize(("files", "kinds"), HEAVY.values(), ids=HEAVY)
def test_heavy(predicted, files, kinds):
    root, one = predicted(files)
    assert sizes.heavy(one) == {kind: [f"{root}/{path}" for path in paths] for kind, paths in kinds.items()}


@pytest.mark.parametrize(
    ("paths", "saved"),
    [
        ([], 0),
        (["data"], 3),
        (["data/b"], 1),
        (["data", "node_modules"], 5),
        (["gone"], 0),
        (["dat"], 0),
        (["shop"], 2),  # and the __pycache__ that it gains
        (["shop/gone"], 0),
    ],
)
def test_what_folders_take_after_a_run(predicted, paths, saved):
    files = {"app.py": "import shop\n", "shop/__init__.py": "", "data/a/x": "", "data/b/x": "", "node_modules/a/x": ""}
    root, one = predicted(files)
    assert one.cost.watches_after_run == 1 + 3 + 2 + 2
    assert sizes.without(one, [f"{root}/{path}" for path in paths]) == saved
    (tree,) = one.cost.trees
    unwatched = {"shop": 1}.get("".join(paths), saved)
    assert sizes.root_without(tree, [f"{root}/{path}" for path in paths]) == len(tree) - unwatched


def test_what_a_folder_takes_that_was_compiled_before(predicted):
    root, one = predicted({"app.py": "import shop\n", "shop/__init__.py": "", "shop/__pycache__/": ""})
    assert sizes.without(one, [f"{root}/shop"]) == 2


def test_what_folders_below_another_root_take(predicted, tmp_path):
    (tmp_path / "other" / "x" / "y").mkdir(parents=True)
    root, one = predicted({".streamlit/config.toml": f'[server]\nfolderWatchList = ["{tmp_path / "other"}"]\n'})
    other = os.path.realpath(tmp_path / "other")
    assert [sizes.without(one, [path]) for path in (f"{other}/x", other, f"{root}/.streamlit", f"{other}x")] == [
        2,
        3,
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("files", "saved", "left"),
    [
        ({}, 0, 1),
        ({"app.py": "import shop\n", "shop/__init__.py": ""}, 1, 2),  # one that is made
        ({"app.py": "import shop\n", "shop/__init__.py": "", "shop/__pycache__/x": ""}, 1, 2),  # one that is there
        ({"old/__pycache__/x": "", "__pycache__/deep/x": ""}, 3, 2),
        ({"__pycache__x/x": ""}, 0, 2),
    ],
)
def test_caches(predicted, files, saved, left):
    _, one = predicted(files)
    assert sizes.caches(one) == (saved, [left])


@pytest.mark.parametrize(
    ("home", "folders", "expected"),
    [
        ("/a", [], set()),
        ("/a", ["/a"], set()),
        ("/a", ["/a/b", "/a/b/c", "/a/d/e"], {"/a/b", "/a/d"}),
        ("/a", ["/ab/c", "/x"], set()),
        ("/a/", ["/a/b/c"], {"/a/b"}),
        ("/", ["/a/b"], {"/a"}),
    ],
)
def test_first_below(home, folders, expected):
    assert sizes.first_below(home, folders) == expected


def test_total_is_that_of_one_root(predicted):
    _, one = predicted({"data/a/x": "", "data/b/x": ""})
    (root,) = one.planned.plan.roots
    assert sizes.total(walk, root) == 4
    assert sizes.total(walk, root._replace(recursive=False)) == 1


def test_a_path_is_shown_from_where_the_server_starts(predicted):
    root, one = predicted({})
    assert [sizes.shown(one, path) for path in (f"{root}/data/a", root, f"{root}x/a", "/elsewhere")] == [
        "data/a",
        root,
        f"{root}x/a",
        "/elsewhere",
    ]


def test_a_root_in_a_folder_is_watched_wherever_it_lies(predicted):
    root, one = predicted({"data/x": ""})
    paths = [root, os.path.dirname(root), f"{root}/data", f"{root}x", root[:-1]]
    assert [sizes.watched_by_name(one, path) for path in paths] == [True, True, False, False, False]
