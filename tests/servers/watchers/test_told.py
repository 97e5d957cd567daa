"""Servers whose words say whether they watch, and name the app."""

from __future__ import annotations

import pytest

from watchlint.servers.program import Program
from watchlint.servers.watchers.told import Told


class Plain(Told):
    name = "plain"
    programs = ("plain",)
    reloads_variable = "PLAIN_RELOAD"
    flags = frozenset(("--fast", "-f", "-g"))


class Behind(Plain):
    subcommands = ("serve", "start")
    app_option = ("--app", "-A")
    folder_option = "--dir"


class Always(Plain):
    always = by_file = True
    reload = still = ("--off",)
    example = "app.py"


@pytest.mark.parametrize(
    ("known", "words", "environ", "expected"),
    [
        (Plain, "main:app", {}, ("main:app", False)),
        (Plain, "--fast main:app --reload", {}, ("main:app", True)),
        (Plain, "--reload --no-reload main:app", {}, ("main:app", False)),
        (Plain, "--no-reload --reload main:app", {}, ("main:app", True)),
        (Plain, "-fg main:app", {"PLAIN_RELOAD": "yes"}, ("main:app", True)),
        (Plain, "main:app --no-reload", {"PLAIN_RELOAD": "yes"}, ("main:app", False)),
        (Plain, "main:app", {"PLAIN_RELOAD": "2"}, ("main:app", False)),
        (Behind, "build main:app", {}, None),
        (Behind, "", {}, None),
        (Behind, "serve main:app", {}, ("main:app", False)),
        (Behind, "--app web:app serve --reload", {}, ("web:app", True)),
        (Behind, "--app a:app --app=b:app start", {}, ("b:app", False)),
        (Always, "app.py", {}, ("app.py", True)),
    ],
)
def test_what_words_start(known, words, environ, expected):
    program = Program("plain", tuple(words.split()), "plain", False, environ, 0, False)
    start = known().start(program)
    assert (start and (start.app, start.reloads)) == expected


@pytest.mark.parametrize(
    ("known", "app", "words"),
    [
        (Plain, None, "--reload main:app"),
        (Plain, "shop/web.py", "--reload shop.web:app"),
        (Behind, "web:make", "--app web:make serve --reload"),
        (Always, "shop/web.py", "shop/web.py"),
        (Always, None, "app.py"),
    ],
)
def test_what_a_person_types(known, app, words):
    assert " ".join(known().typed(app).arguments) == words


@pytest.mark.parametrize(
    ("known", "words", "again"),
    [
        (Plain, "main:app --no-reload --token hush --port 1", "plain main:app --port 1 --reload"),
        (Plain, "main:app --reload", "plain main:app --reload"),
        (Behind, "--app web:app serve --dir src", "plain --app web:app serve --dir src --reload"),
        (Always, "app.py", "plain app.py"),
    ],
)
def test_how_it_is_started_again(known, words, again):
    assert known().to_reload(words.split(), "") == again


@pytest.mark.parametrize(
    ("known", "words", "below"),
    [(Plain, "web.main:app", ""), (Always, "web/main.py", "/web"), (Behind, "serve web/main:app", "/web")],
)
def test_the_folder_of_its_app(known, words, below):
    assert known().home(words.split(), "/w") == f"/w{below}"
