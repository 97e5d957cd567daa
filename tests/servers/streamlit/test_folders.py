"""The folders that a session of Streamlit schedules, by release."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.python.imports import local_imports
from watchlint.servers.streamlit import folders


@pytest.fixture
def app(tmp_path):
    """An app with a page, a module of its own folder, one of a virtual environment in it, and settings."""
    for name in (
        "app/pages/a.py",
        "app/shop/__init__.py",
        "app/venv/dead.py",
        "lib/far.py",
        "app/.streamlit/config.toml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "app" / "main.py").write_text("import shop, far\nimport sys\nsys.path.append('venv')\nimport dead\n")
    root = os.path.realpath(tmp_path)

    def made(version):
        return folders.App(f"{root}/app/main.py", f"{root}/app", f"{root}/home", (f"{root}/lib",), version)

    return made


def scheduled(app, **options):
    given = {"pages": (), "blacklist": (), "watch_list": (), "packages": (), **options}
    imports = local_imports([app.script], [app.folder, *app.path_entries], cwd=app.cwd)
    top = os.path.dirname(app.folder)
    return {os.path.relpath(path, top) for path in folders.scheduled(app, imports, **given)}


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((1, 9), {"app", "app/shop", "lib", "app/.streamlit"}),
        ((1, 43), {"app", "app/shop", "lib", "app/.streamlit", "app/pages"}),
        ((1, 45), {"app", "app/shop", "lib", "app/.streamlit"}),
        ((1, 60), {"app", "app/shop", "lib"}),
    ],
)
def test_by_release(app, version, expected):
    assert scheduled(app(version)) == expected


def test_pages_and_the_watch_list_count_and_the_blacklist_takes_modules_out(app):
    new = app((1, 60))
    assert "app/pages" in scheduled(new, pages=[f"{new.folder}/pages/a.py"])
    assert "app/venv" in scheduled(new, watch_list=["venv", "gone"])
    assert "lib" not in scheduled(new, blacklist=["**/lib"])


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("/a/venv/m.py", "**/venv", True),
        ("/a/venv/b/m.py", "**/venv", True),
        ("/a/venv.py", "**/venv", False),
        ("/a/m.py", "/a", True),
        ("/ab/m.py", "/a", False),
        ("/a/m.py", "a", False),
    ],
)
def test_in_folder_glob(path, pattern, expected):
    assert folders.in_folder_glob(path, pattern) is expected
