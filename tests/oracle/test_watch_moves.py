"""Each move of `watchlint watches` is made on the disk, and the real server counted before and after it."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
import streamlit_server
from environments import environment
from running import Counted, free_port, running

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import moves, predict

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's"),
]

ASGI = """
import helper
import shop.models
async def app(scope, receive, send):
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
"""

FILES = {
    "app.py": "import streamlit as st\nimport helper\nimport shop.models\nst.write('x')\n",
    "main.py": ASGI,
    "helper.py": "",
    "shop/__init__.py": "",
    "shop/models/__init__.py": "",
    "shop/static/logo.txt": "x",
    "pages/second.py": "",
    "Procfile": "web: python -m streamlit run app.py\napi: uvicorn main:app --reload\n",
    ".venv/pyvenv.cfg": "home = /usr/bin\n",
}
FOLDERS = [
    *(f"node_modules/pkg{number}/lib" for number in range(30)),
    *(f"data/day{number}" for number in range(40)),
    *(f".venv/lib/python3.12/site-packages/p{number}/__pycache__" for number in range(15)),
    *(f".git/objects/{number:02x}" for number in range(9)),
    "shop/__pycache__",
]


def build(root) -> None:
    for name in FOLDERS:
        (root / name).mkdir(parents=True)
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Makes the same tree again and again; the variables of whoever runs the tests say nothing."""
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))

    def make():
        shutil.rmtree(tmp_path / "project", ignore_errors=True)
        shutil.rmtree(tmp_path / "outside", ignore_errors=True)
        (tmp_path / "project").mkdir()
        (tmp_path / "outside").mkdir()
        build(tmp_path / "project")
        return tmp_path / "project"

    return make


def stated(root, python: str, server: str) -> tuple[int, dict[str, int]]:
    """(watches after a run, move -> what it saves), as `watchlint watches` says."""
    repo = NearRepository(str(root))
    (one,) = predict.predict(repo, Settings(), server, python=python).servers
    assert one.planned.plan.certain, one.planned.plan.notes
    return one.cost.watches_after_run, {move.id: move.saves for move in moves.moves(one)}


def into_own_folder(root, *names: str) -> None:
    (root / "app").mkdir()
    for name in names:
        (root / name).rename(root / "app" / name)


def outside(root, name: str) -> None:
    (root / name).rename(root.parent / "outside" / name)


def without_caches(root) -> None:
    for folder, below, _ in os.walk(root):
        if "__pycache__" in below:
            shutil.rmtree(os.path.join(folder, "__pycache__"))
            below.remove("__pycache__")


@pytest.fixture(scope="module")
def streamlit():
    return environment("streamlit-1.67.0", ["streamlit==1.67.0", "watchdog==7.1.0"])


def streamlit_watches(python, root, tmp_path, app="app.py", bytecode=True, config="") -> int:
    home = tmp_path / "home"
    (home / ".streamlit").mkdir(parents=True, exist_ok=True)
    (home / ".streamlit/config.toml").write_text(f"[server]\n{config}\n", encoding="utf-8")
    start = {"cwd": str(root), "home": str(home), "log": tmp_path / "log", "bytecode": bytecode}
    with streamlit_server.Server(python, app, **start) as server:
        session = streamlit_server.Session(server.port).run()
        counted = streamlit_server.settled(server.pid)
        session.close()
    assert session.errors == [], server.output()
    return counted.watches


STREAMLIT = {
    "own-folder": (lambda root: into_own_folder(root, "app.py", "helper.py", "shop", "pages"), {"app": "app/app.py"}),
    "environment-outside": (lambda root: outside(root, ".venv"), {}),
    "node_modules-outside": (lambda root: outside(root, "node_modules"), {}),
    "data-outside": (lambda root: outside(root, "data"), {}),
    "bytecode-elsewhere": (without_caches, {"bytecode": False}),
    "poll": (lambda root: None, {"config": 'fileWatcherType = "poll"'}),
    "none": (lambda root: None, {"config": 'fileWatcherType = "none"'}),
    "blacklist": (lambda root: None, {"config": 'folderWatchBlacklist = [".venv", "**/node_modules", "data"]'}),
    "run-on-save": (lambda root: None, {"config": "runOnSave = false"}),
    "exclude-patterns": (lambda root: None, {"config": '[server.fileWatcher]\nexcludePatterns = ["node_modules"]'}),
}


def test_what_each_move_saves_with_streamlit(streamlit, tree, tmp_path):
    predicted, saves = stated(tree(), streamlit, "streamlit")
    before = streamlit_watches(streamlit, tree(), tmp_path)
    assert predicted == before
    assert saves.pop("gitignore") == 0
    assert set(saves) == set(STREAMLIT)
    for name, (make, options) in STREAMLIT.items():
        root = tree()
        make(root)
        after = streamlit_watches(streamlit, root, tmp_path, **options)
        print(f"streamlit {name}: {before} - {after} = {before - after}")  # for -rA
        assert saves[name] == before - after, name


@pytest.fixture(scope="module")
def older():
    return environment("streamlit-1.50.0", ["streamlit==1.50.0", "watchdog==6.0.0"])


@pytest.mark.parametrize("name", ["own-folder", "data-outside", "bytecode-elsewhere"])
def test_what_a_move_saves_where_each_folder_pays_again(older, tree, tmp_path, name):
    predicted, saves = stated(tree(), older, "streamlit")
    before = streamlit_watches(older, tree(), tmp_path)
    root = tree()
    make, options = STREAMLIT[name]
    make(root)
    after = streamlit_watches(older, root, tmp_path, **options)
    print(f"streamlit 1.50 {name}: {before} - {after} = {before - after}")
    # its own configuration folder in the home is watched, too; the prediction here is of a home without one
    assert predicted == before - 1
    assert saves[name] == before - after


@pytest.fixture(scope="module")
def uvicorn():
    return environment("uvicorn", ["uvicorn==0.54.0", "watchfiles==1.3.0"])


def uvicorn_watches(python, root, tmp_path, options=(), env=None, reload=True) -> int:
    command = [python, "-m", "uvicorn", "main:app", "--port", str(free_port()), *options]
    command += ["--reload"] if reload else []
    with running(command, root, tmp_path / "log", env=env) as server:
        return server.settled("Application startup complete", Counted(-1, 1)).watches


UVICORN = {
    "own-folder": (
        lambda root: into_own_folder(root, "main.py", "helper.py", "shop"),
        {"options": ["--app-dir", "app", "--reload-dir", "app"]},
    ),
    "environment-outside": (lambda root: outside(root, ".venv"), {}),
    "node_modules-outside": (lambda root: outside(root, "node_modules"), {}),
    "data-outside": (lambda root: outside(root, "data"), {}),
    "bytecode-elsewhere": (without_caches, {"env": {"PYTHONDONTWRITEBYTECODE": "1"}}),
    "poll": (lambda root: None, {"env": {"WATCHFILES_FORCE_POLLING": "true"}}),
    "none": (lambda root: None, {"reload": False}),
    "reload-exclude": (lambda root: None, {"options": ["--reload-exclude", "node_modules/*"]}),
}


def test_what_each_move_saves_with_uvicorn(uvicorn, tree, tmp_path, monkeypatch):
    monkeypatch.setattr("running.DOUBT", 1.5)  # nothing is expected here, so each count would wait its whole doubt
    predicted, saves = stated(tree(), uvicorn, "uvicorn")
    before = uvicorn_watches(uvicorn, tree(), tmp_path)
    assert predicted == before
    assert saves.pop("gitignore") == 0
    assert set(saves) == set(UVICORN)
    for name, (make, options) in UVICORN.items():
        root = tree()
        make(root)
        after = uvicorn_watches(uvicorn, root, tmp_path, **options)
        print(f"uvicorn {name}: {before} - {after} = {before - after}")
        assert saves[name] == before - after, name


def test_what_reload_dir_saves_with_uvicorn(uvicorn, tree, tmp_path, monkeypatch):
    monkeypatch.setattr("running.DOUBT", 1.5)

    def packaged():
        root = tree()
        (root / "src/web").mkdir(parents=True)
        (root / "src/web/__init__.py").write_text("", encoding="utf-8")
        (root / "main.py").rename(root / "src/web/asgi.py")
        for name in ("helper.py", "shop"):
            (root / name).rename(root / "src" / name)
        (root / "Procfile").write_text("web: uvicorn web.asgi:app --app-dir src --reload\n", encoding="utf-8")
        return root

    predicted, saves = stated(packaged(), uvicorn, "uvicorn")
    assert "own-folder" not in saves
    counts = []
    for options in ([], ["--reload-dir", "src"]):
        root = packaged()
        command = [
            uvicorn,
            "-m",
            "uvicorn",
            "web.asgi:app",
            "--app-dir",
            "src",
            "--reload",
            "--port",
            str(free_port()),
            *options,
        ]
        with running(command, root, tmp_path / "log") as server:
            counts.append(server.settled("Application startup complete", Counted(-1, 1)).watches)
    assert counts[0] == predicted
    assert saves["reload-dir"] == counts[0] - counts[1]
