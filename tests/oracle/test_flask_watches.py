"""flask run --debug beside watchdog 7 and 6, and without it: what we predict is what the kernel counts."""

from __future__ import annotations

import pytest
import trees
from environments import environment
from running import Counted, free_port, precompiled, predicted, running

from watchlint.facts.python import interpreter
from watchlint.servers.web import flask

pytestmark = pytest.mark.oracle

APP = "from flask import Flask\napp = Flask(__name__)\n"
# Not 7.1.0: Flask watches the standard library too, and where that has more than 4,096 folders 7.1.0 never settles.
RELEASES = {"7.0.0": (7, 0, 0), "6.0.0": (6, 0, 0)}
READY = "Debugger is active"


@pytest.fixture(scope="module", params=RELEASES)
def beside(request):
    """(interpreter's path, what it answered, watchdog's release)"""
    name = f"watchdog=={request.param}"
    python = precompiled(environment(f"flask-{request.param}", ["Flask==3.1.3", "Werkzeug==3.1.9", name]))
    return python, interpreter.read(python), RELEASES[request.param]


def compare(beside, project, tmp_path, *, words=(), as_module=True, cwd=None, has_watchdog=True):
    python, asked, release = beside
    program = project.app / "main.py"
    program.write_text(trees.opening(project) + APP, encoding="utf-8")
    cwd = cwd or project.root
    app = ["--app", str(program)]
    plan = flask.plan(
        [*app, *words],
        cwd=str(cwd),
        interpreter=asked,
        watchdog_version=release,
        has_watchdog=has_watchdog,
        as_module=as_module,
        pythonpath=project.search,
        compiles=trees.compiled(project, program),
    )
    _, expected = predicted(plan, project.closed)
    start = [python, "-m", "flask"] if as_module else [python.replace("bin/python", "bin/flask")]
    command = [*start, *app, "run", "--debug", "--port", str(free_port()), *words]
    with running(command, cwd, tmp_path / "log", bound=project.closed) as server:
        counted = server.settled(READY, expected)
        assert counted == expected, server.said()
    return expected


@pytest.mark.parametrize("project", [name for name in trees.SHAPES if not name.startswith("mixed")], indirect=True)
def test_watches_of_every_shape(beside, project, tmp_path):
    compare(beside, project, tmp_path)


@pytest.mark.parametrize("project", ["app_in_subfolder", "nested_packages"], indirect=True)
def test_watches_of_the_console_script(beside, project, tmp_path):
    """The script's own folder takes the current one's place on sys.path."""
    compare(beside, project, tmp_path, as_module=False)


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
def test_watches_extra_files(beside, project, tmp_path):
    extra = f"{project.root.parent / 'outside'}"
    compare(beside, project, tmp_path, words=["--extra-files", extra])


@pytest.mark.parametrize("project", ["mixed_one"], indirect=True)
def test_watches_none_without_watchdog(project, tmp_path):
    python = precompiled(environment("flask-bare", ["Flask==3.1.3", "Werkzeug==3.1.9"]))
    bare = (python, interpreter.read(python), None)
    assert compare(bare, project, tmp_path, has_watchdog=False) == Counted(0, 0)
