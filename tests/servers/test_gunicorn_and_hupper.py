"""What gunicorn's and hupper's words say about the module they load and the files they watch besides."""

from __future__ import annotations

import pytest

from watchlint.servers.restarters import hupper
from watchlint.servers.web import gunicorn

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


HUPPER = [
    ("-m job", "job", []),
    ("-w site.ini -m job", "job", ["."]),
    ("-w mail -m job", "job", ["."]),  # a folder is taken for a file: the one above it is watched
    ("-w mail/a.txt -w conf/dev.ini -m job --flag x", "job", ["conf", "mail"]),
    ("-w mail/*.txt -m job", "job", []),
    ("-w mail/a.txt -x */mail/* -m job", "job", []),
    ("-w gone/a.txt -m job", "job", []),
    ("conf/dev.ini --reload", "", ["conf"]),  # pserve
    ("--reload --server-name x conf/dev.ini#main port=1", "", ["conf"]),
]


@pytest.mark.parametrize("words, module, expected", HUPPER)
def test_the_words_of_hupper(here, words, module, expected):
    assert hupper.module(words.split()) == module
    assert hupper.named_folders(words.split(), str(here)) == sorted(str((here / name).resolve()) for name in expected)


@pytest.mark.parametrize("pattern, left_out", [("*/shop/*", True), ("shop/*", False), ("/w/shop/a.py", True)])
def test_what_hupper_is_told_to_ignore(pattern, left_out):
    assert hupper.ignored(["-m", "job", "-x", pattern], "/w/shop/a.py") is left_out
