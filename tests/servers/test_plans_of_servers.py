"""Which folders each server watches, from its words, its release and its surroundings."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.python.interpreter import Interpreter
from watchlint.servers import arguments
from watchlint.servers.django import runserver as django
from watchlint.servers.restarters import hupper, watchfiles, watchmedo
from watchlint.servers.web import flask, gunicorn, uvicorn


@pytest.fixture
def here(tmp_path):
    for name in ("app/templates", "web", "docs", "locale/de"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "README.md").write_text("")
    (tmp_path / "app" / "__init__.py").write_text("")
    (tmp_path / "link").symlink_to("web")
    return os.path.realpath(tmp_path)


def roots(plan, here):
    return sorted(os.path.relpath(root.path, here) for root in plan.roots)


WORDS = [
    ("", {}, []),
    ("a --flag b", {"--flag": []}, ["a", "b"]),
    ("--opt value a", {"--opt": ["value"]}, ["a"]),
    ("--opt=value --opt other a", {"--opt": ["value", "other"]}, ["a"]),
    ("--opt", {"--opt": []}, []),
    ("-d one -dtwo -Rv x", {"-d": ["one", "two"], "-R": [], "-v": []}, ["x"]),
    ("-- --opt value", {}, ["--opt", "value"]),
    ("-", {}, ["-"]),
]


@pytest.mark.parametrize("words, options, rest", WORDS)
def test_words_are_taken_apart(words, options, rest):
    assert arguments.parse(words.split(), ["--opt", "-d"]) == (options, rest)


UVICORN = [
    # words, release, roots
    ("main:app --reload", (0, 54, 0), ["."]),
    ("main:app --reload --reload-dir app", (0, 54, 0), ["app"]),
    ("main:app --reload --reload-dir=app --reload-dir web", (0, 54, 0), ["app", "web"]),
    ("main:app --reload --reload-dir app --reload-dir app/templates", (0, 54, 0), ["app"]),
    ("main:app --reload --reload-dir link", (0, 54, 0), ["web"]),
    ("main:app --reload --reload-dir nothing", (0, 54, 0), ["."]),
    ("main:app --reload --reload-dir app", (0, 34, 3), ["app"]),
    ("main:app --reload --reload-dir app", (0, 34, 2), [".", "app"]),
    ("main:app --reload --reload-exclude web", (0, 54, 0), ["."]),
    ("main:app --reload --reload-dir app --reload-dir web --reload-exclude web", (0, 54, 0), ["app"]),
    ("main:app --reload --reload-dir web --reload-exclude web", (0, 54, 0), ["."]),
    ("main:app --reload --reload-include *.html", (0, 54, 0), ["."]),
    ("main:app --reload --reload-include web", (0, 54, 0), ["web"]),
    ("main:app --reload --reload-include app/*", (0, 54, 0), ["app/templates"]),
    ("main:app --reload --reload-include .*", (0, 54, 0), ["."]),
    ("main:app --reload --reload-include /absolute/*", (0, 54, 0), ["."]),
]


@pytest.mark.parametrize("words, version, expected", UVICORN)
def test_uvicorn(here, words, version, expected):
    plan = uvicorn.plan(words.split(), cwd=here, version=version, has_watchfiles=True)
    assert roots(plan, here) == expected
    assert plan.certain
    assert all(root.recursive and root.follows_links for root in plan.roots)
    assert (plan.instances, plan.unreadable) == (1, "stops" if version >= (0, 41) else "fails")


def test_uvicorn_without_watchfiles_polls(here):
    plan = uvicorn.plan([], cwd=here, version=(0, 54, 0), has_watchfiles=False)
    assert (plan.roots, plan.instances, plan.certain) == ((), 0, True)
    assert "no watch" in plan.notes[0]


def test_uvicorn_says_what_it_does_not_know(here):
    plan = uvicorn.plan(["--reload-dir", "app"], cwd=here)
    assert not plan.certain
    assert len(plan.notes) == 2


@pytest.mark.parametrize(
    "value, watches", [("", True), ("0", False), ("true", False), ("FALSE", True), ("disabled", True)]
)
def test_watchfiles_that_polls(here, value, watches):
    plan = watchfiles.plan(["run"], cwd=here, environ={"WATCHFILES_FORCE_POLLING": value})
    assert bool(plan.roots) is watches


WATCHFILES = [
    ("run", ["."], "fails"),
    ("run app web", ["app", "web"], "fails"),
    ("--ignore-permission-denied run app", ["app"], "stops"),
    ("--filter python run", ["."], "fails"),
    ("--ignore-paths app,web run", ["."], "fails"),
]


@pytest.mark.parametrize("words, expected, unreadable", WATCHFILES)
def test_watchfiles(here, words, expected, unreadable):
    plan = watchfiles.plan(words.split(), cwd=here, environ={"WATCHFILES_IGNORE_PERMISSION_DENIED": "1"})
    assert (roots(plan, here), plan.unreadable) == (expected, unreadable)


WATCHMEDO = [
    ("auto-restart -R run", ["."], True),
    ("auto-restart run", ["."], False),
    ("auto-restart -R -d app -d web run", ["app", "web"], True),
    ("auto-restart --recursive --directory=app -i */x/* run", ["app"], True),
    ("shell-command -R app web", ["app", "web"], True),
    ("log", ["."], False),
]


@pytest.mark.parametrize("words, expected, recursive", WATCHMEDO)
def test_watchmedo(here, words, expected, recursive):
    plan = watchmedo.plan(words.split(), cwd=here, version=(7, 1, 0))
    assert roots(plan, here) == expected
    assert {root.recursive for root in plan.roots} == {recursive}
    assert not any(root.follows_links for root in plan.roots)


@pytest.mark.parametrize(
    "version, union, instances, certain",
    [((6, 0, 0), False, None, True), ((7, 0, 0), True, 1, True), (None, True, 1, False)],
)
def test_watchdog_shares_one_instance_from_7(here, version, union, instances, certain):
    plan = watchmedo.plan(["auto-restart"], cwd=here, version=version)
    assert (plan.counts_union, plan.instances, plan.certain) == (union, instances, certain)


@pytest.fixture
def python(tmp_path):
    for name in ("env/bin", "lib/python3.12/lib-dynload", "env/lib/python3.12/site-packages"):
        (tmp_path.parent / "python" / name).mkdir(parents=True, exist_ok=True)
    base = os.path.realpath(tmp_path.parent / "python")
    names = ("lib/python312.zip", "lib/python3.12", "lib/python3.12/lib-dynload", "env/lib/python3.12/site-packages")
    return Interpreter(f"{base}/env/bin/python", (3, 12, 1), tuple(f"{base}/{name}" for name in names))


FLASK = [
    ("--app main run --debug", False, [".", "../python/env/bin"]),
    ("--app main:app run", True, ["."]),
    ("--app app/main.py run", False, [".", "../python/env/bin"]),  # app is a package: its parent is on the path
    ("--app web/main.py run", False, ["../python/env/bin", "web"]),
    ("-A web/main.py run", True, ["."]),
    ("run", False, [".", "../python/env/bin"]),
    ("--app web/main.py run --extra-files docs:README.md", False, [".", "../python/env/bin"]),
]


@pytest.mark.parametrize("words, as_module, expected", FLASK)
def test_flask(here, python, words, as_module, expected):
    plan = flask.plan(
        words.split(), cwd=here, interpreter=python, watchdog_version=(7, 1, 0), has_watchdog=True, as_module=as_module
    )
    installed = [
        "../python/env/lib/python3.12/site-packages",
        "../python/lib/python3.12",
        "../python/lib/python312.zip",
    ]
    assert roots(plan, here) == sorted(expected + installed)
    assert (plan.instances, plan.certain) == (2, True)


def test_flask_before_watchdog_7_opens_an_instance_for_each_folder(here, python):
    plan = flask.plan([], cwd=here, interpreter=python, watchdog_version=(6, 0, 0), has_watchdog=True)
    assert plan.instances == len(plan.roots) == 5


def test_flask_says_what_it_does_not_know(here):
    plan = flask.plan([], cwd=here)
    assert roots(plan, here) == ["."]
    assert (plan.certain, len(plan.notes)) == (False, 3)
    assert flask.plan([], cwd=here, has_watchdog=False).instances == 0


def test_django(here, python):
    plan = django.plan(
        django.WATCHFILES, cwd=here, manage="app/manage.py", interpreter=python, extra_folders=["docs", "gone"]
    )
    assert roots(plan, here)[:4] == [
        "../python/env/lib/python3.12/site-packages",
        "../python/lib/python3.12",
        "../python/lib/python3.12/lib-dynload",
        "app",
    ]
    assert roots(plan, here)[4:] == ["docs", "locale"]
    assert (plan.certain, plan.notes) == (False, (django.TRANSLATED,))
    inside = django.plan(django.WATCHFILES, cwd=here, manage="manage.py", interpreter=python)
    assert (inside.certain, inside.unreadable) == (True, "fails")
    assert django.plan(django.STAT, cwd=here, manage="manage.py").instances == 0
    assert not django.plan(django.WATCHFILES, cwd=here, manage="manage.py").certain


def test_watchman_grows_to_the_project(here, tmp_path):
    (tmp_path / ".git").mkdir()
    plan = django.plan(django.WATCHMAN, cwd=here, manage="app/manage.py")
    assert roots(plan, here) == ["."]
    assert os.path.join(here, ".git") in plan.closed
    assert django.DAEMON in plan.notes


def test_hupper_and_gunicorn(here):
    assert hupper.plan(has_watchdog=False).instances == 0
    assert roots(hupper.plan(watchdog_version=(7, 1, 0), module_folders=[f"{here}/app"]), here) == ["app"]
    assert gunicorn.plan(["--reload"], has_inotify=False).instances == 0
    assert gunicorn.plan(["--reload-engine", "poll"], has_inotify=True).instances == 0
    plan = gunicorn.plan(["-w", "4"], has_inotify=True, module_folders=[here])
    assert (plan.instances, plan.copies, plan.certain) == (4, 4, False)
    assert gunicorn.plan(["--workers", "many"], has_inotify=True).instances == 1
