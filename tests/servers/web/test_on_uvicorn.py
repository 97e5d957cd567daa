"""What holds of every server on uvicorn's reloader."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers.web import on_uvicorn

FILES = {"app/templates/x": "", "app/__init__.py": "", "web/x": "", "README.md": ""}


@pytest.mark.parametrize(
    ("dirs", "includes", "excludes", "wanted"),
    [
        ([], [], [], ["."]),
        (["app", "app/templates"], [], [], ["app"]),
        (["link"], [], [], ["web"]),
        (["nothing"], [], [], ["."]),
        ([], ["*.html", ".*"], [], ["."]),
        ([], ["app/*"], [], ["app/templates"]),
        ([], ["/absolute/*", "", "x" * 300], [], ["."]),  # uvicorn itself ends with an error
        (["app", "web"], [], ["web"], ["app"]),
        (["web"], [], ["web"], ["."]),
    ],
)
def test_the_folders_of_patterns(folder, dirs, includes, excludes, wanted):
    tree = folder(FILES)
    (tree / "link").symlink_to("web")
    plan = on_uvicorn.from_options(dirs, includes, excludes, cwd=str(tree), version=(0, 54), has_watchfiles=True)
    assert [os.path.relpath(root.path, os.path.realpath(str(tree))) for root in plan.roots] == wanted and plan.certain


@pytest.mark.parametrize(
    ("release", "roots", "said"),
    [((0, 34, 2), 2, "before 0.34.3"), ((0, 34, 3), 1, ""), (None, 1, "the release of uvicorn is not known")],
)
def test_before_0_34_3_the_current_folder_is_watched_too(folder, release, roots, said):
    plan = on_uvicorn.from_options(["app"], cwd=str(folder(FILES)), version=release, has_watchfiles=True)
    assert len(plan.roots) == roots and " ".join(plan.notes).startswith(said) and plan.certain is (release is not None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("main:app --reload", False),
        ("-k gevent main:app --reload", False),
        ("-k uvicorn.workers.UvicornWorker -k gevent main:app", False),
        ("-k uvicorn.workers.UvicornH11Worker main:app --reload", True),
        ("--worker-class=uvicorn_worker.UvicornWorker main:app --reload", True),
    ],
)
def test_a_worker_that_never_restarts(words, said):
    assert bool(on_uvicorn.worker_ignores(words.split())) is said


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("-k x web:app", "uvicorn web:app --reload"),
        ("web:app -b :80", "uvicorn web:app --port 80 --reload"),
        ("web:app --bind 0.0.0.0:80", "uvicorn web:app --host 0.0.0.0 --port 80 --reload"),
        ("web:app -b unix:/run/x.sock", "uvicorn web:app --reload"),
        ("--reload", "uvicorn main:app --reload"),
    ],
)
def test_the_same_without_gunicorn(words, again):
    assert on_uvicorn.without_workers(words.split()) == again


ALONE = "import uvicorn\nconfig = uvicorn.Config(app, {})\nuvicorn.Server(config).run()\n"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("import uvicorn\nuvicorn.run(app, reload=True)\n", 0),
        (ALONE.format("port=1"), 0),
        (ALONE.format("reload=False"), 0),
        (ALONE.format("port=1") + "reload = True\n", 0),
        (ALONE.format("reload=True") + "from uvicorn.supervisors import ChangeReload\n", 0),
        (ALONE.format("reload=True") + "def (\n", 0),
        (ALONE.format("reload=True"), 2),
        (ALONE.format("reload=DEBUG"), 2),
        (ALONE.format("reload=True").replace("uvicorn.Config", "Config"), 2),
    ],
)
def test_a_server_that_is_served_alone_does_not_reload(code, line):
    assert on_uvicorn.served_alone(code.encode()) == line


@pytest.mark.parametrize(
    ("requirements", "asked"),
    [("uvicorn\n", False), ("uvicorn[standard]\n", True), ("fastapi[all]\n", True), ("watchfiles\n", True)],
)
def test_whether_the_project_asks_for_watchfiles(folder, requirements, asked):
    repository = NearRepository(str(folder({"requirements.txt": requirements})))
    assert on_uvicorn.OnUvicorn().has_watcher("x", repository.dependencies) is asked
