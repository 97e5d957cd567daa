"""The moves and what they save; the real servers are asked in tests/oracle/test_watch_moves.py."""

from __future__ import annotations

import venv

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


def test_a_watch_list_elsewhere_stays_watched_beside_the_app(folder, tmp_path):
    (tmp_path / "other" / "x").mkdir(parents=True)
    listed = {".streamlit/config.toml": f'[server]\nfolderWatchList = ["{tmp_path / "other"}"]\n'}
    for release in ("6.0.0", "7.0.0"):
        requirements = {"requirements.txt": f"streamlit==1.67.0\nwatchdog=={release}\n"}
        tree = folder({**RUN, **requirements, "app.py": "", "data/x/": "", **listed}, name=release)
        assert predicted(tree).cost.watches_after_run == 4 + 2
        assert saves(tree)["own-folder"] == 4 - 1


def test_the_move_of_an_app_names_its_files(folder):
    tree = folder(
        {
            **RUN,
            "app.py": "import shop, a, b, c\n",
            "data/x/": "",
            **{f"{n}/__init__.py": "" for n in ("shop", "a", "b", "c")},
        }
    )
    (move,) = [one for one in moves.moves(predicted(tree)) if one.id == "own-folder"]
    assert "app.py, a/, b/, c/" in move.do and "shop/" not in move.do.partition(";")[0] and "{" not in move.do


def test_a_script_that_starts_uvicorn_is_told_reload_dirs(folder):
    started = "import uvicorn\n\nif __name__ == '__main__':\n    uvicorn.run('web.main:app', reload=True)\n"
    files = {
        **UVICORN,
        "run.py": started,
        "Procfile": "a: python run.py\n",
        "web/__init__.py": "",
        "web/main.py": "",
        "data/a/": "",
    }
    (move,) = [one for one in moves.moves(predicted(folder(files))) if one.id == "reload-dir"]
    assert move.do == "give uvicorn.run `reload_dirs=['web']`: all its own modules are in there"


def test_a_script_that_starts_nicegui_is_told_uvicorn_reload_dirs(folder):
    files = {
        "requirements.txt": "nicegui==2.24.0\n",
        "web/main.py": "from nicegui import ui\n\nui.run()\n",
        "data/a/": "",
        "lib/a.py": "",
    }
    tree = folder({**files, "Procfile": "a: python web/main.py\n"})
    (move,) = [one for one in moves.moves(predicted(tree)) if one.id == "reload-dir"]
    assert move.do == "give nicegui.ui.run `uvicorn_reload_dirs='web'`: all its own modules are in there"


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


VITE = {"package.json": '{"scripts": {"dev": "vite"}, "devDependencies": {"vite": "8"}}'}
MANY = [*(f"d{n}/x.bin" for n in range(40))]


def test_what_people_write_is_no_data(folder):
    files = {
        **VITE,
        **{f"src/{name}": "" for name in MANY},
        **{f"media/{name}": "" for name in MANY},
        "src/main.tsx": "",
    }
    (move,) = [one for one in moves.moves(predicted(folder(files))) if one.id == "data-outside"]
    assert "media" in move.do and "src" not in move.do


def test_a_folder_that_is_passed_over_moves_nothing_and_counts_alone(folder):
    heavy = {f"{name}/{one}": "" for name in ("media", "uploads") for one in MANY}
    tree = folder({**VITE, **heavy, "media/more/x.bin": "", "Makefile": "x:\n\trm -r media/ uploads/\n"})
    (move,) = [one for one in moves.moves(predicted(tree)) if one.id == "data-outside"]
    assert move.do == 'server: { watch: { ignored: ["**/media/**"] } } in vite.config.js: media'
    (tree / "vite.config.js").write_text("export default { server: { watch: { ignored: ['**/media/**'] } } }")
    assert move.saves == 83  # the folder, those in it, their files


def test_an_environment_that_flask_watches_by_name_is_not_moved(folder):
    """Its packages are on sys.path: they are watched wherever they lie."""
    tree = folder({"app.py": "from flask import Flask\napp = Flask(__name__)\n", ".flaskenv": "FLASK_DEBUG=1\n"})
    venv.create(tree / ".venv", symlinks=True)
    for name in ("flask/x.py", "watchdog/x.py", "watchdog-6.0.0.dist-info/RECORD", "werkzeug/x.py"):
        (site,) = (tree / ".venv/lib").glob("python*/site-packages")
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).touch()
    one = predicted(tree)
    assert one.planned.server.name == "flask" and any(".venv" in path for path in one.planned.plan.inside)
    assert "environment-outside" not in saves(tree)


def test_the_bytecode_of_python_itself_is_not_this_users_to_remove(folder, tmp_path):
    tree = folder({**RUN, "app.py": "import shop\n", "shop/__init__.py": "", "shop/__pycache__/": ""})
    more = tmp_path / "elsewhere"
    (more / "__pycache__").mkdir(parents=True)
    before = saves(tree)["bytecode-elsewhere"]
    (tree / ".streamlit").mkdir()
    (tree / ".streamlit/config.toml").write_text(f"[server]\nfolderWatchList = [{str(more)!r}]\n")
    assert before == 1 and saves(tree)["bytecode-elsewhere"] == before


DJANGO = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.plain')\n", "requirements.txt": "Django\n",
    "site1/__init__.py": "", "site1/plain.py": "INSTALLED_APPS = []\n", "site1/dev.py": "INSTALLED_APPS = ['django_watchfiles']\n",
}  # fmt: skip


@pytest.mark.parametrize(
    "words, variable, watched",
    [
        ("", "", False),
        ("--settings=site1.dev", "", True),
        ("--settings site1.plain", "site1.dev", False),
        ("", "site1.dev", True),
    ],
)
def test_django_with_the_settings_that_are_named(words, variable, watched, folder, monkeypatch):
    """What is installed counts, not what the requirements ask for."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    if variable:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", variable)
    tree = folder({**DJANGO, "Procfile": f"web: python manage.py runserver {words}\n"})
    venv.create(tree / ".venv", symlinks=True)
    (site,) = (tree / ".venv/lib").glob("python*/site-packages")
    assert not predicted(tree).planned.plan.roots
    (site / "django_watchfiles").mkdir()
    assert bool(predicted(tree).planned.plan.roots) is watched


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


ASGI = {
    **UVICORN,
    "Procfile": "a: uvicorn config.asgi:application --reload\n",
    "config/__init__.py": "",
    "config/asgi.py": (
        "import os\nfrom django.core.asgi import get_asgi_application\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')\napplication = get_asgi_application()\n"
    ),
    "config/settings.py": "ROOT_URLCONF = 'config.urls'\nINSTALLED_APPS = ['django.contrib.admin', 'shop.apps.ShopConfig']\n",
    "config/urls.py": "",
    "shop/__init__.py": "",
    "shop/apps.py": "",
    "data/a/": "",
}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, ["--reload-dir config --reload-dir shop"]),
        ({"config/settings.py": "import os\nINSTALLED_APPS = os.environ['APPS'].split()\n"}, []),
        ({"config/urls.py": "import importlib\nimportlib.import_module(name)\n"}, []),
        ({"config/urls.py": "import views\n", "views.py": ""}, []),
    ],
)
def test_the_folders_hold_what_django_imports_by_name(folder, more, told):
    found = [one for one in moves.moves(predicted(folder({**ASGI, **more}))) if one.id == "reload-dir"]
    assert [one.do for one in found] == [f"start it with `{words}`: all its own modules are in there" for words in told]


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


def test_what_is_believed_saves_nothing(folder):
    assert {move.saves for move in moves.moves(predicted(folder({**RUN, "app.py": "", "data/x/": ""})))[-4:]} == {0}


def test_what_lies_behind_a_link_in_a_module_is_watched_after_the_move(folder, tmp_path):
    (tmp_path / "other" / "a" / "b").mkdir(parents=True)
    start = {
        "Procfile": "a: uvicorn main:app --reload\n",
        "main.py": "import shop\n",
        "shop/__init__.py": "",
        "data/x/": "",
    }
    tree = folder({**UVICORN, **start})
    alone = saves(tree)["own-folder"]
    (tree / "shop" / "more").symlink_to(tmp_path / "other")
    assert predicted(tree).cost.watches == 7 and saves(tree)["own-folder"] == alone


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
