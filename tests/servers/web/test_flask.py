"""flask run --debug: all of sys.path, with watchdog."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, roots
from watchlint.facts.python.interpreter import Interpreter
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.launches import typed
from watchlint.servers.running import recognise
from watchlint.servers.web import flask

FILES = {"app/templates/x": "", "app/__init__.py": "", "web/x": "", "docs/x": "", "README.md": "", "lib/x": ""}
KNOWN = catalogue.named("flask")


@pytest.fixture
def here(folder):
    return os.path.realpath(str(folder(FILES)))


@pytest.fixture
def python(tmp_path):
    for name in ("env/bin", "lib/python3.12/lib-dynload", "env/lib/python3.12/site-packages"):
        (tmp_path / "python" / name).mkdir(parents=True)
    base = os.path.realpath(tmp_path / "python")
    names = ("lib/python312.zip", "lib/python3.12", "lib/python3.12/lib-dynload", "env/lib/python3.12/site-packages")
    return Interpreter(f"{base}/env/bin/python", (3, 12, 1), tuple(f"{base}/{name}" for name in names))


@pytest.mark.parametrize(
    ("words", "as_module", "expected"),
    [
        ("--app main run --debug", False, [".", "../python/env/bin"]),
        ("--app main:app run", True, ["."]),
        ("--app app/main.py run", False, [".", "../python/env/bin"]),  # app is a package: its parent is on the path
        ("--app app/__init__.py run", True, ["."]),
        ("--app web/main.py run", False, ["../python/env/bin", "web"]),
        ("-A web/main.py run", True, ["."]),
        ("run", False, [".", "../python/env/bin"]),
        ("--app web/main.py run --extra-files docs:README.md", False, [".", "../python/env/bin"]),
        ("--app web/main.py run --extra-files docs", False, ["../python/env/bin", "docs", "web"]),
    ],
)
def test_its_folders(here, python, words, as_module, expected):
    plan = flask.plan(
        words.split(), cwd=here, interpreter=python, watchdog_version=(7, 1, 0), has_watchdog=True, as_module=as_module
    )
    packages = "../python/env/lib/python3.12/site-packages"
    assert roots(plan, here) == sorted([*expected, packages, "../python/lib/python3.12", "../python/lib/python312.zip"])
    assert (plan.instances, plan.certain) == (2, True)


def test_before_watchdog_7_it_opens_an_instance_for_each_folder(here, python):
    plan = flask.plan([], cwd=here, interpreter=python, watchdog_version=(6, 0, 0), has_watchdog=True)
    assert plan.instances == len(plan.roots) == 5


def test_what_is_not_known_is_said(here):
    plan = flask.plan([], cwd=here)
    assert (roots(plan, here), plan.certain, len(plan.notes)) == (["."], False, 3)
    assert flask.plan([], cwd=here, has_watchdog=False).instances == 0


@pytest.mark.parametrize(
    ("words", "environ", "expected"),
    [
        ("flask run", {}, False),
        ("flask run", {"FLASK_DEBUG": "0"}, False),
        ("flask run", {"FLASK_DEBUG": "1"}, True),
        ("flask run", {"WERKZEUG_RUN_MAIN": "true"}, True),  # a file told the one that started it
        ("flask run --debug", {}, True),
        ("flask run --debug --no-debug", {"FLASK_DEBUG": "1"}, False),
        ("flask run --debug", {"FLASK_RUN_RELOAD": "0"}, False),
        ("flask run --reload", {"FLASK_RUN_RELOAD": "0"}, True),
        ("flask --debug shell", {}, None),
        ("python app.py", {"WERKZEUG_RUN_MAIN": "true"}, True),
        ("python app.py", {"WERKZEUG_RUN_MAIN": "false"}, None),
    ],
)
def test_variables_and_words_decide_whether_it_reloads(words, environ, expected):
    found = recognise(words.split(), environ)
    assert (found and (found.server, found.reloads)) == (None if expected is None else ("flask", expected))


def test_a_running_one(folder, tmp_path):
    tree = folder(FILES)
    packages = {"watchdog": "6.0.0"}
    assert "web" in roots(live("flask", "--app web/main.py run --debug", tree, packages, tmp_path), tree)
    assert not live("flask", "--app web/main.py run --debug", tree).certain


def test_of_one_that_code_starts_the_folder_of_its_script_counts(folder, tmp_path):
    tree = folder(FILES)
    found = roots(live("flask", "", tree, {"watchdog": "6.0.0"}, tmp_path, script="web/app.py", PYTHONPATH="lib"), tree)
    assert {"web", "lib"} <= set(found)


@pytest.mark.parametrize(
    ("words", "app", "wanted", "files"),
    [
        ("run --debug", "web.main:app", ".", ["web/main.py", "near.py"]),  # by FLASK_APP
        ("--app web/main.py run --debug", None, "web", ["web/main.py"]),
        ("run --debug", None, ".", ["app.py", "near.py"]),
    ],
)
def test_what_a_file_starts(folder, words, app, wanted, files):
    tree = folder({"app.py": "import near\n", "near.py": "", "web/main.py": "import near\n"})
    plan, found, release, _ = planned("flask", words, tree, app)
    assert roots(plan, tree) == [wanted] and release is None and not plan.certain
    assert [os.path.relpath(path, os.path.realpath(str(tree))) for path in found] == files


@pytest.mark.parametrize(
    ("requirements", "environ", "said"),
    [
        ("flask\n", {}, "is started without reloading"),
        ("flask<2.3\n", {"FLASK_ENV": "development"}, ""),  # that turned debugging on
        ("flask<2.3\n", {"FLASK_ENV": "development", "FLASK_DEBUG": "0"}, "is started without reloading"),
        ("flask<2.3\n", {"FLASK_ENV": "production"}, "is started without reloading"),
        ("flask>=2.3\n", {"FLASK_ENV": "development"}, "does not read FLASK_ENV"),
    ],
)
def test_why_it_does_not_reload(folder, requirements, environ, said):
    dependencies = NearRepository(str(folder({"requirements.txt": requirements}))).dependencies
    found = KNOWN.still_for(typed("flask", "web")._replace(environment=environ), dependencies)
    assert said in found and bool(said) is bool(found)


def test_how_it_is_started():
    assert KNOWN.typed("web").arguments == ("--app", "web", "run", "--debug")
    assert KNOWN.to_reload("--app web run --cert hush --port 1".split(), "") == "flask --app web run --port 1 --debug"
    assert KNOWN.to_poll([], "") == "python -m pip uninstall -y watchdog  # it polls then"


@pytest.mark.parametrize(
    ("app", "below", "root", "name"),
    [
        ("app", "", ".", "app"),
        ("app.py", "", ".", "app"),
        ("shop.web:create()", "", ".", "shop.web"),
        ("app", "src/shop", "src", "shop.app"),  # the working folder is a package: Flask imports from above it
        ("src/shop/app.py:app", "", "src", "shop.app"),
        ("src/shop/__init__.py", "", "src", "shop"),
    ],
)
def test_what_it_imports(folder, app, below, root, name):
    top = folder({"app.py": "", "src/shop/__init__.py": "", "src/shop/app.py": ""})
    cwd = str(top / below)
    found = flask.import_root(app, cwd)
    assert (found, flask.module_name(app, found, cwd)) == (str((top / root).resolve()), name)
