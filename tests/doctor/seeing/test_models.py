"""The plan for a running server, and the code it runs from elsewhere."""

from __future__ import annotations

import os

import pytest

from watchlint.doctor.seeing import models
from watchlint.facts.python.interpreter import Interpreter
from watchlint.servers.plan import Root, WatchPlan
from watchlint.servers.start import Running


@pytest.fixture
def python(tmp_path, monkeypatch):
    """The interpreter of the server, with these packages."""
    site = tmp_path / "site"
    for name in ("watchdog-6.0.0.dist-info", "streamlit-1.51.0.dist-info", "uvicorn-0.41.0.dist-info"):
        (site / name).mkdir(parents=True)
    monkeypatch.setattr(models.interpreter, "ask", lambda executable: Interpreter(executable, (3, 13, 0), (str(site),)))
    return "/v/bin/python"


def running(server: str, words: list[str], cwd, python: str = "", **environ: str) -> Running:
    return Running(server, [os.getpid()], words, False, str(cwd), python, environ, "S", True)


def test_the_plan_of_a_server_and_what_is_installed_beside_it(folder, python):
    tree = folder({"main.py": "app = None\n", "data/": ""})
    found: dict[str, object] = {}
    plan = models.model(running("uvicorn", ["main:app", "--reload"], tree, python), str(tree), found, 5)
    assert (plan.server, found["watchdog"]) == ("uvicorn", "6.0.0")


def test_the_release_is_told_where_it_says_something(folder, python):
    tree = folder({"app.py": ""})
    found: dict[str, object] = {}
    models.model(running("streamlit", ["run", "app.py"], tree, python), str(tree), found, 5)
    assert found["version"] == "1.51.0"
    found = {}
    models.model(running("process", [], tree, python), str(tree), found, 5)
    assert "version" not in found


def test_a_process_that_is_no_server_is_compared_with_all_of_the_folder(folder):
    tree = folder({"main.py": ""})
    found: dict[str, object] = {}
    plan = models.model(running("process", [], ""), str(tree), found, 5)
    assert [root.path for root in plan.roots] == [str(tree)] and not plan.certain and found["watchdog"] == ""


APP = {
    "web/main.py": "import shared.models\nimport near\n",
    "web/near.py": "",
    "lib/shared/models.py": "",
    "lib/shared/__init__.py": "",
}


@pytest.mark.parametrize(
    ("roots", "expected"),
    [(["web"], ["lib/shared/__init__.py", "lib/shared/models.py"]), (["web", "lib"], []), (["."], [])],
)
def test_code_outside_of_what_is_watched(folder, roots, expected):
    tree = folder(APP)
    plan = WatchPlan("uvicorn", [Root(str(tree / root)) for root in roots])
    server = running("uvicorn", ["main:app", "--reload"], tree / "web", PYTHONPATH="../lib")
    found = models.outside(server, plan, set())
    assert [os.path.relpath(path, tree.path) for path in found] == expected


def test_what_it_holds_by_another_path_is_watched(folder):
    tree = folder(APP)
    status = os.stat(tree / "lib/shared")
    server = running("uvicorn", ["main:app", "--reload"], tree / "web", PYTHONPATH="../lib")
    assert (
        models.outside(server, WatchPlan("uvicorn", [Root(str(tree / "web"))]), {(status.st_dev, status.st_ino)}) == []
    )


def test_a_server_that_names_no_module_has_nothing_outside(folder):
    tree = folder(APP)
    assert models.outside(running("process", [], tree), WatchPlan("process", []), set()) == []


def test_a_file_whose_folder_is_gone_is_not_outside(folder, monkeypatch):
    tree = folder(APP)
    monkeypatch.setattr(models.loaded, "files", lambda *_: [str(tree / "gone/a.py")])
    server = running("uvicorn", ["main:app", "--reload"], tree / "web")
    assert models.outside(server, WatchPlan("uvicorn", [Root(str(tree / "web"))]), set()) == []
