"""watchmedo, fastapi dev, hupper and gunicorn: what we predict is what the kernel counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import trees
from environments import environment
from running import Counted, free_port, predicted, running

from watchlint.servers.restarters import hupper, watchmedo
from watchlint.servers.web import gunicorn, uvicorn

pytestmark = pytest.mark.oracle

SIX, SEVEN = (6, 0, 0), (7, 1, 0)


def compare(plan, project, tmp_path, command, ready, env=None):
    _, expected = predicted(plan, project.closed)
    with running(command, project.root, tmp_path / "log", bound=project.closed, env=env) as server:
        assert server.settled(ready, expected) == expected, server.said()
    return expected


WORDS = {
    "the current folder, with all below": ["auto-restart", "-R", "echo", "ready"],
    "one folder alone": ["auto-restart", "-d", ".", "echo", "ready"],
    "patterns that are no lever": ["auto-restart", "-R", "-i", "*/volumes/*;*/data/*", "-p", "*.py", "echo", "ready"],
    "a folder below": ["auto-restart", "--recursive", "--directory=static", "echo", "ready"],
    "a folder and one below it": ["auto-restart", "-R", "-d", ".", "-d", "static", "echo", "ready"],
    "polling": ["auto-restart", "-R", "--debug-force-polling", "echo", "ready"],
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("release", [SIX, SEVEN], ids=["6.0.0", "7.1.0"])
@pytest.mark.parametrize("project", ["unreadable_folder", "links_out"], indirect=True)
def test_watches_of_watchmedo(release, project, tmp_path, words):
    python = environment("watchmedo", [f"watchdog[watchmedo]=={'.'.join(map(str, release))}"])
    plan = watchmedo.plan(words, cwd=str(project.root), version=release)
    compare(plan, project, tmp_path, [python, "-m", "watchdog.watchmedo", *words], "ready")


@pytest.mark.parametrize("words", [[], ["--reload-dir", "backend"]], ids=["plain", "a folder"])
@pytest.mark.parametrize("project", ["app_in_subfolder"], indirect=True)
def test_watches_of_fastapi_dev(project, tmp_path, words):
    python = environment("fastapi", ["fastapi", "fastapi-cli", "uvicorn==0.54.0", "watchfiles==1.3.0"])
    program = project.root / "main.py"
    program.write_text("from fastapi import FastAPI\napp = FastAPI()\n", encoding="utf-8")
    arguments = ["main.py", "--port", str(free_port()), *words]
    plan = uvicorn.plan(
        arguments,
        cwd=str(project.root),
        version=(0, 54, 0),
        has_watchfiles=True,
        compiles=[str(program.parent)],
    )
    compare(plan, project, tmp_path, [python, "-m", "fastapi", "dev", *arguments], "Application startup complete")


@pytest.mark.parametrize("project", ["mixed_three"], indirect=True)
def test_watches_none_of_hupper_without_watchdog(project, tmp_path):
    python = environment("hupper", ["hupper==1.12.1"])
    (project.root / "program.py").write_text(
        "import time\nprint('ready', flush=True)\ntime.sleep(1000)\n", encoding="utf-8"
    )
    command = [f"{Path(python).parent}/hupper", "-m", "program"]
    no_watchman = {"PATH": os.devnull}  # hupper asks it first
    expected = compare(hupper.plan(has_watchdog=False), project, tmp_path, command, "ready", no_watchman)
    assert expected == Counted(0, 0)


PYRAMID = {
    "development.ini": "[app:main]\nuse = egg:shop\n\n[server:main]\nuse = egg:waitress#main\nlisten = 127.0.0.1:{port}\n",
    "pyproject.toml": '[project.entry-points."paste.app_factory"]\nmain = "shop:main"\n',
    "shop.egg-info/PKG-INFO": "Metadata-Version: 2.1\nName: shop\nVersion: 1\n",  # as an installation leaves it
    "shop.egg-info/entry_points.txt": "[paste.app_factory]\nmain = shop:main\n",
    "shop/__init__.py": """\
from pyramid.config import Configurator


def main(global_config, **settings):
    with Configurator(settings=settings) as config:
        config.include(".routes")
        config.scan(".pages")
    return config.make_wsgi_app()
""",
    "shop/routes/__init__.py": "def includeme(config):\n    config.add_route('a', '/')\n",
    "shop/pages/__init__.py": "",
    "shop/pages/deep/__init__.py": "",
    "shop/never/__init__.py": "",
    "shop/static/x.css": "",
}


@pytest.mark.parametrize("project", ["mixed_three"], indirect=True)
def test_watches_of_pserve(project, tmp_path):
    asks = [
        "pyramid==2.1",
        "hupper==1.12.1",
        "plaster-pastedeploy==1.0.1",
        "waitress==3.0.2",
        "watchdog==7.1.0",
        "setuptools<81",
    ]
    python, port = environment("pserve", asks), free_port()
    for path, text in PYRAMID.items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_text(text.replace("{port}", str(port)), encoding="utf-8")
    words, cwd = ["development.ini", "--reload"], str(project.root)
    folders = [*hupper.named_folders(words, cwd), *hupper.app_folders(words, cwd)]
    plan = hupper.plan(watchdog_version=SEVEN, has_watchdog=True, module_folders=folders)
    env = {"PATH": os.devnull, "PYTHONPATH": cwd}  # hupper asks watchman first
    command = [f"{Path(python).parent}/pserve", *words]
    assert compare(plan, project, tmp_path, command, "Starting server in PID", env) == Counted(5, 1)


WSGI = "def app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'']\n"


@pytest.mark.parametrize("words", [[], ["--reload-engine", "poll"]], ids=["without the package", "told to poll"])
@pytest.mark.parametrize("project", ["mixed_three"], indirect=True)
def test_watches_none_of_gunicorn_that_polls(project, tmp_path, words):
    package = ["inotify==0.2.12"] if words else []
    python = environment("gunicorn", ["gunicorn==27.0.1", *package])
    (project.root / "program.py").write_text(WSGI, encoding="utf-8")
    plan = gunicorn.plan(["--reload", *words], has_inotify=bool(package))
    command = [python, "-m", "gunicorn", "--reload", *words, "-b", f"127.0.0.1:{free_port()}", "program:app"]
    assert compare(plan, project, tmp_path, command, "Booting worker") == Counted(0, 0)


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("project", ["nested_packages"], indirect=True)
def test_watches_of_gunicorn_are_at_least_those(project, tmp_path, workers):
    """The installed packages' folders come on top: the plan says that it is not certain, the instances are exact."""
    python = environment("gunicorn", ["gunicorn==27.0.1", "inotify==0.2.12"])
    program = project.root / "program.py"
    program.write_text(trees.opening(project) + WSGI, encoding="utf-8")
    folders = trees.compiled(project, program)
    plan = gunicorn.plan(["--reload", "-w", str(workers)], has_inotify=True, module_folders=folders)
    _, expected = predicted(plan)
    command = [
        python,
        "-m",
        "gunicorn",
        "--reload",
        "-w",
        str(workers),
        "-b",
        f"127.0.0.1:{free_port()}",
        "program:app",
    ]
    assert not plan.certain
    assert expected == Counted(workers * len(folders), workers)
    with running(command, project.root, tmp_path / "log") as server:
        server.waits_for(lambda: server.counted().watches > expected.watches)
        server.waits_for(lambda: server.counted().instances == workers)
