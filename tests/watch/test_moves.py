"""The moves and what they save; the real servers are asked in tests/oracle/test_watch_moves.py."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import livelock, moves, predict, treemap


@pytest.fixture(autouse=True)
def quiet(monkeypatch, tmp_path):
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))


def predicted(tree):
    (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
    return one


def saves(tree) -> dict[str, int]:
    return {move.id: move.saves for move in moves.moves(predicted(tree))}


RUN = {"Procfile": "web: streamlit run app.py\n", "requirements.txt": "streamlit==1.67.0\nwatchdog==7.0.0\n"}
UVICORN = {"requirements.txt": "uvicorn[standard]==0.54.0\n"}


def test_an_app_in_its_own_folder_has_nowhere_to_move(folder):
    assert "own-folder" not in saves(folder({**RUN, "app.py": ""}))
    tree = folder({**RUN, "Procfile": "web: streamlit run app/app.py\n", "app/app.py": "", "data/x/": ""}, name="two")
    assert saves(tree).keys() & {"own-folder", "data-outside", "environment-outside"} == set()


def test_a_folder_that_is_imported_is_not_data_to_be_moved(folder):
    tree = folder({**RUN, "app.py": "import shop\n", "shop/__init__.py": "", **{f"shop/d{n}/": "" for n in range(40)}})
    assert saves(tree).keys() & {"data-outside", "own-folder"} == set()


def test_a_watch_list_above_keeps_the_count(folder):
    tree = folder({**RUN, "app.py": "", "data/x/": "", ".streamlit/config.toml": '[server]\nfolderWatchList = ["."]\n'})
    assert "own-folder" not in saves(tree)


def test_a_watch_list_below_stays_watched(folder):
    files = {**RUN, "app.py": "", "data/x/": "", ".streamlit/config.toml": '[server]\nfolderWatchList = ["data"]\n'}
    tree = folder(files)
    before = predicted(tree).cost.watches_after_run
    assert before == 4 and saves(tree)["own-folder"] == 4 - 3  # its own folder, data and data/x are left


def test_node_modules_in_a_virtual_environment_counts_once(folder):
    files = {
        **RUN,
        "app.py": "",
        ".venv/pyvenv.cfg": "",
        ".venv/lib/python3.12/site-packages/node_modules/a/": "",
        ".venv/bin/": "",
    }
    found = saves(folder(files))
    assert found["environment-outside"] == 7 and "node_modules-outside" not in found


def test_a_folder_without_pyvenv_cfg_is_no_environment(folder):
    assert "environment-outside" not in saves(folder({**RUN, "app.py": "", "x/lib/python3.12/site-packages/a/": ""}))


def test_uvicorn_with_a_package_is_told_reload_dir(folder):
    files = {
        **UVICORN,
        "Procfile": "a: uvicorn web.main:app --reload\n",
        "web/__init__.py": "",
        "web/main.py": "",
        "data/a/": "",
    }
    (move,) = [one for one in moves.moves(predicted(folder(files))) if one.id == "reload-dir"]
    assert move.saves == 3 and "--reload-dir web" in move.do


def test_uvicorn_that_was_told_is_not_told_again(folder):
    files = {
        **UVICORN,
        "Procfile": "a: uvicorn web.main:app --reload --reload-dir web\n",
        "web/__init__.py": "",
        "web/main.py": "",
        "data/a/": "",
    }
    assert "reload-dir" not in saves(folder(files))


def test_a_server_that_polls_has_no_moves(folder):
    tree = folder({**RUN, "app.py": "", ".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'})
    assert moves.moves(predicted(tree)) == []


def test_good_moves_come_first_and_beliefs_last(folder):
    tree = folder({**RUN, "app.py": "", "node_modules/a/": "", "data/x/": ""})
    assert [move.id for move in moves.moves(predicted(tree))] == [
        "own-folder", "node_modules-outside", "poll", "none", "blacklist", "exclude-patterns", "run-on-save", "gitignore",
    ]  # fmt: skip


def test_the_limit_of_the_loop_is_a_quarter_of_the_queue(monkeypatch):
    from watchlint.facts.machine import inotify

    monkeypatch.setattr(inotify, "limits", lambda: inotify.Limits(1, 1, 16384))
    assert livelock.limit() == 4096
    monkeypatch.setattr(inotify, "limits", lambda: inotify.Limits(None, None, None))
    assert livelock.limit() == 4096


@pytest.mark.parametrize("most", [1, 3, 7, 1000])
@pytest.mark.parametrize("release", ["streamlit==1.67.0\nwatchdog==7.0.0\n", "streamlit==1.50.0\nwatchdog==6.0.0\n"])
def test_every_watch_is_in_one_leaf_of_the_treemap(folder, most, release):
    files = {
        **RUN,
        "requirements.txt": release,
        "app.py": "import shop.a\n",
        "shop/__init__.py": "",
        "shop/a/__init__.py": "",
    }
    tree = folder({**files, **{f"data/{n % 5}/{n}/x/": "" for n in range(40)}})
    one = predicted(tree)
    nodes = treemap.nodes(one, str(tree), most)
    below: dict[str, int] = {}
    for node in nodes:
        below[node.parent] = below.get(node.parent, 0) + node.watches
    assert below[""] == one.cost.watches
    assert all(below[node.id] == node.watches for node in nodes if node.id in below)
    assert len({node.id for node in nodes}) == len(nodes)
    known = {""}
    for node in nodes:
        assert node.parent in known or node.kind == "rest"
        known.add(node.id)
