"""uvicorn --reload with watchfiles: what we predict is what the kernel counts."""

from __future__ import annotations

import pytest
import trees
from environments import environment
from running import Counted, free_port, predicted, running

from watchlint.servers.web import uvicorn

pytestmark = pytest.mark.oracle

READY = "Application startup complete"
APP = """
async def app(scope, receive, send):
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
"""


@pytest.fixture(scope="module")
def python():
    return environment("uvicorn", ["uvicorn==0.54.0", "watchfiles==1.3.0"])


def compare(python, project, tmp_path, options=(), version=(0, 54, 0), cwd=None):
    program = project.app / "main.py"
    program.write_text(trees.opening(project) + APP, encoding="utf-8")
    cwd = cwd or project.root
    plan = uvicorn.plan(
        list(options),
        cwd=str(cwd),
        version=version,
        has_watchfiles=True,
        compiles=trees.compiled(project, program),
    )
    now, expected = predicted(plan, project.closed)
    command = [python, "-m", "uvicorn", "main:app", "--reload", "--port", str(free_port()), *options]
    command += ["--app-dir", str(project.app)]
    with running(command, cwd, tmp_path / "log", bound=project.closed) as server:
        counted = server.settled(READY, expected)
        assert counted == expected, server.said()
    return now, expected


@pytest.mark.parametrize("project", trees.READABLE_NAMES, indirect=True)
def test_watches_of_every_shape(python, project, tmp_path):
    compare(python, project, tmp_path)


OPTIONS = {
    "one folder": ["--reload-dir", "backend"],
    "two folders": ["--reload-dir", "backend", "--reload-dir=frontend"],
    "one inside the other": ["--reload-dir", "backend/src", "--reload-dir", "backend"],
    "a folder excluded": ["--reload-exclude", "frontend"],
    "the only folder excluded": ["--reload-dir", "backend", "--reload-exclude", "backend"],
    "a folder of two excluded by pattern": [
        "--reload-dir",
        "backend",
        "--reload-dir",
        "frontend",
        "--reload-exclude",
        "front*",
    ],
    "a pattern of files": ["--reload-include", "*.md"],
    "a pattern that matches folders": ["--reload-include", "back*"],
    "a folder included": ["--reload-include", "frontend"],
    "hidden files": ["--reload-include", ".*"],
    "files below": ["--reload-include", "**/*.html"],
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("project", ["app_in_subfolder"], indirect=True)
def test_watches_with_options(python, project, tmp_path, options):
    compare(python, project, tmp_path, options)


@pytest.mark.parametrize(
    "release, options", [((0, 34, 2), ["--reload-dir", "backend"]), ((0, 34, 3), ["--reload-dir", "backend"])]
)
@pytest.mark.parametrize("project", ["app_in_subfolder"], indirect=True)
def test_watches_of_older_releases(project, tmp_path, release, options):
    text = ".".join(map(str, release))
    older = environment(f"uvicorn-{text}", [f"uvicorn=={text}", "watchfiles==1.3.0"])
    compare(older, project, tmp_path, options, release)


@pytest.mark.parametrize("project", ["unreadable_folder"], indirect=True)
def test_watches_end_with_an_error_before_0_41(project, tmp_path):
    older = environment("uvicorn-0.40.0", ["uvicorn==0.40.0", "watchfiles==1.3.0"])
    (project.root / "main.py").write_text(APP, encoding="utf-8")
    plan = uvicorn.plan([], cwd=str(project.root), version=(0, 40, 0), has_watchfiles=True)
    _, expected = predicted(plan, bound=True)
    command = [older, "-m", "uvicorn", "main:app", "--reload", "--port", str(free_port())]
    with running(command, project.root, tmp_path / "log", bound=True) as server:
        assert server.settled("Permission denied", expected) == expected == Counted(0, 0)


@pytest.mark.parametrize("project", ["mixed_one"], indirect=True)
def test_watches_none_without_watchfiles(project, tmp_path):
    bare = environment("uvicorn-bare", ["uvicorn==0.54.0"])
    (project.root / "main.py").write_text(APP, encoding="utf-8")
    plan = uvicorn.plan([], cwd=str(project.root), version=(0, 54, 0), has_watchfiles=False)
    _, expected = predicted(plan)
    command = [bare, "-m", "uvicorn", "main:app", "--reload", "--port", str(free_port())]
    with running(command, project.root, tmp_path / "log") as server:
        assert server.settled(READY, expected) == expected == Counted(0, 0)


def test_watches_where_the_current_folder_is_a_link(python, tmp_path):
    project = trees.build("links_out", tmp_path)
    (tmp_path / "door").symlink_to("project")
    now, _ = compare(python, project, tmp_path, ["--reload-dir", "data"], cwd=tmp_path / "door")
    assert now > 10  # the folders outside, which the link leads to
