"""gunicorn --reload: a running one, and what its files say."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.servers import catalogue
from watchlint.servers.web import gunicorn

APP = {"main.py": "import near.deep\n", "near/__init__.py": "", "near/deep.py": "", "data/x": ""}
KNOWN = catalogue.named("gunicorn")


@pytest.fixture(autouse=True)
def holding(monkeypatch):
    """Its processes hold an inotify instance."""
    monkeypatch.setattr(gunicorn.service, "holds_inotify", lambda pids: True)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("main:app --reload", [".", "near"]), ("main:app --reload --reload-extra-file data/x", [".", "data", "near"])],
)  # fmt: skip
def test_the_folders_of_the_modules(folder, tmp_path, words, wanted):
    tree = folder(APP)
    assert set(wanted) <= set(
        roots(live("gunicorn", words, tree, {"inotify": "0.2.10", "gunicorn": "23.0.0"}, tmp_path), tree)
    )


@pytest.mark.parametrize(
    ("words", "packages", "step"),
    [
        ("main:app --reload", {}, "/v/python -m pip install inotify  # then start gunicorn again"),
        ("main:app --reload --reload-engine poll", {"inotify": "0.2.10"}, "leave out --reload-engine poll"),
    ],
)
def test_polling_and_what_ends_it(folder, tmp_path, words, packages, step):
    plan = live("gunicorn", words, folder(APP), packages, tmp_path)
    assert plan.roots == () and KNOWN.to_wait(plan.notes[0], [], {}, "/v/python") == step


def test_a_package_on_pythonpath_counts(folder, tmp_path):
    tree = folder({**APP, "lib/inotify/__init__.py": ""})
    assert live("gunicorn", "main:app --reload", tree, {}, tmp_path, PYTHONPATH="lib").roots


def test_an_app_that_is_not_here(folder, tmp_path):
    plan = live("gunicorn", "gone:app --reload", folder({"x": ""}), {"inotify": "0.2.10"}, tmp_path)
    assert plan.roots == () and plan.instances != 0 and "is not known" in plan.notes[0]


def test_one_that_holds_no_instance_polls(folder, tmp_path, monkeypatch):
    from watchlint.servers.model import Beside, Running

    monkeypatch.setattr(gunicorn.service, "holds_inotify", lambda pids: False)
    tree = folder(APP)
    running = Running("gunicorn", [1], ["main:app", "--reload"], False, str(tree), "", {}, "S", True)
    assert KNOWN.live(running, Beside(str(tree), None, str(tree), [], 5, {})).roots == ()


@pytest.mark.parametrize(
    ("files", "words", "wanted"),
    [
        ({}, "main:app", False), ({"gunicorn.conf.py": "reload = True\n"}, "main:app", True), ({"gunicorn.conf.py": "bind = ''\n"}, "main:app", False),
        ({"c.py": "reload = 1\n"}, "-c c.py main:app", True), ({"c.py": "reload = 1\n"}, "--config file:c.py main:app", True), ({}, "-c python:my.conf main:app", True),
    ],
)  # fmt: skip
def test_whether_its_settings_may_reload(folder, files, words, wanted):
    assert KNOWN.may_reload(words.split(), str(folder(files))) is wanted


def test_a_worker_of_uvicorn_ignores_it():
    (fault,) = KNOWN.faults({"words": "-k uvicorn.workers.UvicornWorker --reload main:app".split()}, ())
    assert fault.deaf and fault.id == "worker-ignores-reload" and fault.step
    assert list(KNOWN.faults({"words": "--reload main:app".split()}, ())) == []


def test_how_it_is_started_again():
    assert KNOWN.to_reload("-b :80 -w 4 main:app".split(), "") == "gunicorn -b :80 main:app --reload"


MODULES = [
    ("--reload shop.wsgi:app", "shop.wsgi"),
    ("--reload shop.wsgi", "shop.wsgi"),
    ("shop.wsgi:make() --reload", "shop.wsgi"),
    ("-w 2 -p run.pid --reload -b :80 -k gthread --threads 3 shop:app", "shop"),
    ("--reload -R -D --preload --log-level debug -e A=b shop:app", "shop"),
    ("--reload --bind=:80 shop:app", "shop"),
    ("--reload", ""),
    ("--reload --paste site.ini", ""),
    ("--reload -c conf.py", ""),
]


@pytest.mark.parametrize("words, expected", MODULES)
def test_the_module_of_gunicorn(words, expected):
    assert gunicorn.module(words.split()) == expected


@pytest.fixture
def here(tmp_path):
    for name in ("mail/a.txt", "mail/deep/b.txt", "site.ini", "conf/dev.ini"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


EXTRA = [
    ("", (27, 0, 1), []),
    ("--reload-extra-file mail/a.txt", (20, 1, 0), ["mail"]),
    ("--reload-extra-file=mail/a.txt --reload-extra-file site.ini", (27, 0, 1), [".", "mail"]),
    ("--reload-extra-file mail/**/*.txt", (26, 1), ["mail", "mail/deep"]),
    ("--reload-extra-file mail/**/*.txt", (26, 0, 0), []),
    ("--reload-extra-file mail/**/*.txt", None, []),
    ("--reload-extra-file gone/a.txt", (27, 0, 1), []),
    ("--chdir mail --reload-extra-file deep/b.txt", (27, 0, 1), []),  # counts from where it was started
    ("--chdir mail --reload-extra-file {here}/site.ini", (27, 0, 1), ["."]),
]


@pytest.mark.parametrize("words, version, expected", EXTRA)
def test_the_extra_files_of_gunicorn(here, words, version, expected):
    found = gunicorn.extra_folders(words.format(here=here).split(), str(here), version)
    assert found == sorted(str(here / name) for name in expected)


@pytest.mark.parametrize(
    "words, expected",
    [("", []), ("--pythonpath src", ["/w/src"]), ("--pythonpath=src,/opt/x", ["/w/src", "/opt/x"])],
)
def test_the_search_path_of_gunicorn(words, expected):
    assert gunicorn.search_path(words.split(), "/w") == expected


@pytest.mark.parametrize("words, note", [("--reload-engine poll", gunicorn.TOLD), ("", gunicorn.POLLS)])
def test_gunicorn_says_why_it_polls(words, note):
    assert gunicorn.plan(words.split(), has_inotify=False).notes == (note,)


def test_how_many_instances_it_takes():
    assert gunicorn.plan(["--reload"], has_inotify=False).instances == 0
    assert gunicorn.plan(["--reload-engine", "poll"], has_inotify=True).instances == 0
    plan = gunicorn.plan(["-w", "4"], has_inotify=True, module_folders=["/w"])
    assert (plan.instances, plan.copies, plan.certain) == (4, 4, False)
    assert gunicorn.plan(["--workers", "many"], has_inotify=True).instances == 1
